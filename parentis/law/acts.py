"""The law that leaving care rests on, each part seen or from memory.

What is from memory is marked so wherever it is shown, until somebody confirms it.
"""

from parentis.law.sources import Source

_ACT = "Children Act 1989"
_LEGISLATION = "https://www.legislation.gov.uk"


def _act(part: str, where: str = "", *, is_from_memory: bool = False) -> Source:
    url = f"{_LEGISLATION}/ukpga/1989/41/{where}" if where else ""
    return Source(_ACT, part, url, is_from_memory=is_from_memory)


def _care_leavers(part: str, *, is_from_memory: bool = False) -> Source:
    return Source(
        "Care Leavers (England) Regulations 2010",
        part,
        f"{_LEGISLATION}/uksi/2010/2571",
        is_from_memory=is_from_memory,
    )


def _care_planning(part: str) -> Source:
    return Source(
        "Care Planning, Placement and Case Review (England) Regulations 2010",
        part,
        f"{_LEGISLATION}/uksi/2010/959",
    )


SECTION_22 = _act("section 22(1)-(2)", "section/22", is_from_memory=True)
PARAGRAPH_19B = _act("Schedule 2, paragraph 19B(2)", "schedule/2")
SECTION_23A = _act("section 23A(2)", "section/23A")
SECTION_23C_1 = _act("section 23C(1)", "section/23C")
SECTION_23C_1A = _act("section 23C(1)(a)", "section/23C")
SECTION_23C_1B = _act("section 23C(1)(b)", "section/23C")
SECTION_23C_6 = _act("section 23C(6)-(7)", "section/23C", is_from_memory=True)
SECTION_23CA = _act("section 23CA(1)", "section/23CA", is_from_memory=True)
SECTION_23CZB = _act("section 23CZB(1)-(2)", "section/23CZB")
SECTION_24_1A = _act("section 24(1A)", "section/24")
SECTION_24_1B = _act("section 24(1B)", "section/24")
SECTION_24_2 = _act("section 24(2)", "section/24")
REGULATION_3 = _care_leavers("regulation 3(1)-(2)")
REGULATION_3_HOME = _care_leavers("regulation 3(3)-(5)", is_from_memory=True)
REGULATION_40 = _care_planning("regulation 40(1)")
REGULATION_40_2 = _care_planning("regulations 40(2) and 48")
ADOPTION_ENDS_THE_LINK = Source(
    "Adoption and Children Act 2002", "section 67", is_from_memory=True
)

# -- what duties rest on ---------------------------------------------------------------


def _wellbeing(part: str) -> Source:
    return Source(
        "Children's Wellbeing and Schools Act 2026 (c. 21)",
        f"{part}, not in force when this was written",
        f"{_LEGISLATION}/ukpga/2026/21",
    )


PARAGRAPH_19A = _act("Schedule 2, paragraph 19A", "schedule/2")
PARAGRAPH_19B_4 = _act("Schedule 2, paragraph 19B(4)-(5)", "schedule/2")
PARAGRAPH_19C = _act("Schedule 2, paragraph 19C", "schedule/2")
SECTION_23B_8 = _act("section 23B(8)", "section/23B", is_from_memory=True)
SECTION_23C_2 = _act("sections 23B(1) and 23C(2)", "section/23C")
SECTION_23C_4 = _act("section 23C(4)-(5)", "section/23C")
SECTION_23C_5A = _act("section 23C(5A)", "section/23C")
SECTION_23CA_4 = _act("section 23CA(4)-(5)", "section/23CA", is_from_memory=True)
SECTION_23CZA = _act("section 23CZA", "section/23CZA")
SECTION_23CZB_OFFER = _act("section 23CZB(7)-(9)", "section/23CZB", is_from_memory=True)
SECTION_24A = _act("section 24A", "section/24A", is_from_memory=True)
SECTION_24B_5 = _act("section 24B(5)", "section/24B", is_from_memory=True)
SECTION_26A = _act("sections 26(3) and 26A", "section/26A", is_from_memory=True)
REGULATION_7 = _care_leavers("regulation 7(2)-(3)", is_from_memory=True)
REGULATION_7_MOVE = _care_leavers("regulation 7(4)-(5)", is_from_memory=True)
REGULATION_8 = _care_leavers("regulation 8(2)")
REGULATION_42 = _care_planning("regulation 42(1); Care Leavers Regulations, 5(2)")
VOLUME_3 = Source(
    "Children Act 1989 guidance and regulations, Volume 3",
    "setting-up home allowance",
    is_from_memory=True,
)
SOCIAL_WORK_ACT_1 = Source(
    "Children and Social Work Act 2017", "section 1", f"{_LEGISLATION}/ukpga/2017/16"
)
SOCIAL_WORK_ACT_2 = Source(
    "Children and Social Work Act 2017",
    "section 2",
    f"{_LEGISLATION}/ukpga/2017/16",
    is_from_memory=True,
)
WELLBEING_ACT_7 = _wellbeing("section 7")
WELLBEING_ACT_8 = _wellbeing("section 8")
WELLBEING_ACT_9 = _wellbeing("section 9")
