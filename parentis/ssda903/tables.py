"""The tables of the SSDA903 return and their columns, as the guide names them.

Source: the columns read by the sector's open validator (data-to-insight,
csc-validator-be-903, lac_validator/config.py, April 2026); meanings from the same
project's messages and the standard safeguarding dataset's field guidance.
"""

from dataclasses import dataclass
from enum import StrEnum

from parentis.ssda903 import codes
from parentis.ssda903.codes import CodeSet

FIRST_YEAR = 2016
LAST_YEAR = 2027


class Kind(StrEnum):
    """What a column holds, and so how its cells are read."""

    TEXT = "text"
    CHILD = "child"
    DATE = "date"
    CODE = "code"
    NUMBER = "number"
    POSTCODE = "postcode"


@dataclass(frozen=True)
class Column:
    """One column: its name as in the return, in capitals, and what it tells."""

    name: str
    kind: Kind
    meaning: str
    codes: CodeSet | None = None
    is_required: bool = False
    lowest: int | None = None
    highest: int | None = None

    @property
    def field(self) -> str:
        """The column's name in a frame: the return's own, in lower case."""
        return self.name.lower()


@dataclass(frozen=True)
class Table:
    """One file of the return. `key` names the columns that no two rows may share."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(column.field for column in self.columns)


CHILD = Column(
    "CHILD", Kind.CHILD, "The council's own number for the child", is_required=True
)
DOB = Column("DOB", Kind.DATE, "Date of birth")


def _code(
    name: str, meaning: str, code_set: CodeSet, *, is_required: bool = False
) -> Column:
    return Column(name, Kind.CODE, meaning, code_set, is_required)


def _date(name: str, meaning: str, *, is_required: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, is_required=is_required)


def _flag(name: str, meaning: str) -> Column:
    return _code(name, meaning, codes.YES_NO)


HEADER = Table(
    "header",
    "Header",
    (
        CHILD,
        _code("SEX", "Sex", codes.SEX),
        DOB,
        _code("ETHNIC", "Ethnic origin", codes.ETHNIC),
        Column("UPN", Kind.TEXT, "Unique pupil number, or why there is none"),
        _flag("MOTHER", "Is a mother"),
        _date("MC_DOB", "Date of birth of her first child"),
    ),
    key=("child",),
)
EPISODES = Table(
    "episodes",
    "Episodes",
    (
        CHILD,
        _date("DECOM", "Date the episode began", is_required=True),
        _code("RNE", "Reason for the new episode", codes.RNE),
        _code("LS", "Legal status", codes.LS),
        _code("CIN", "Category of need", codes.CIN),
        _code("PLACE", "Type of placement", codes.PLACE),
        _code("PLACE_PROVIDER", "Who provides the placement", codes.PLACE_PROVIDER),
        _date("DEC", "Date the episode ceased"),
        _code("REC", "Reason the episode ceased", codes.REC),
        _code(
            "REASON_PLACE_CHANGE",
            "Reason the placement changed",
            codes.REASON_PLACE_CHANGE,
        ),
        Column("HOME_POST", Kind.POSTCODE, "Postcode the child came from"),
        Column("PL_POST", Kind.POSTCODE, "Postcode of the placement"),
        Column("URN", Kind.TEXT, "Ofsted's unique reference number of the provision"),
    ),
    key=("child", "decom"),
)
REVIEWS = Table(
    "reviews",
    "Reviews",
    (
        CHILD,
        DOB,
        _date("REVIEW", "Date of the review", is_required=True),
        _code("REVIEW_CODE", "How the child took part", codes.REVIEW_CODE),
    ),
    key=("child", "review"),
)
UASC = Table(
    "uasc",
    "UASC",
    (
        CHILD,
        _code("SEX", "Sex", codes.SEX),
        DOB,
        _date(
            "DUC", "Date the child ceased to be an unaccompanied asylum-seeking child"
        ),
    ),
    key=("child",),
)
OC2 = Table(
    "oc2",
    "OC2",
    (
        CHILD,
        DOB,
        Column(
            "SDQ_SCORE",
            Kind.NUMBER,
            "Strengths and difficulties questionnaire, total difficulties",
            lowest=0,
            highest=40,
        ),
        _code("SDQ_REASON", "Why there is no score", codes.SDQ_REASON),
        _flag("CONVICTED", "Convicted or cautioned during the year"),
        _flag("HEALTH_CHECK", "Under 5: development checks up to date"),
        _flag("IMMUNISATIONS", "Immunisations up to date"),
        _flag("TEETH_CHECK", "Teeth checked by a dentist during the year"),
        _flag("HEALTH_ASSESSMENT", "Health assessment up to date"),
        _flag("SUBSTANCE_MISUSE", "Identified as having a substance misuse problem"),
        _flag("INTERVENTION_RECEIVED", "Received help with substance misuse"),
        _flag("INTERVENTION_OFFERED", "Was offered help with substance misuse"),
    ),
    key=("child",),
)
OC3 = Table(
    "oc3",
    "OC3",
    (
        CHILD,
        DOB,
        _code(
            "IN_TOUCH", "Is the council in touch with the care leaver", codes.IN_TOUCH
        ),
        _code("ACTIV", "Main activity around the birthday", codes.ACTIV),
        _code(
            "ACCOM",
            "Accommodation around the birthday, and whether suitable",
            codes.ACCOM,
        ),
    ),
    key=("child",),
)
AD1 = Table(
    "ad1",
    "AD1",
    (
        CHILD,
        DOB,
        _date("DATE_INT", "Date it was decided that the child should be adopted"),
        _date("DATE_MATCH", "Date of matching the child with adopters"),
        _flag("FOSTER_CARE", "Adopted by former foster carers"),
        _code("NB_ADOPTR", "Number of adopters", codes.NB_ADOPTR),
        _code("SEX_ADOPTR", "Sex of the adopters", codes.SEX_ADOPTR),
        _code("LS_ADOPTR", "Legal status of the adopters", codes.LS_ADOPTR),
    ),
    key=("child",),
)
PLACED_ADOPTION = Table(
    "placed_adoption",
    "PlacedAdoption",
    (
        CHILD,
        DOB,
        _date("DATE_PLACED", "Date it was decided to place the child for adoption"),
        _date("DATE_PLACED_CEASED", "Date the decision was reversed"),
        _code(
            "REASON_PLACED_CEASED", "Why it was reversed", codes.REASON_PLACED_CEASED
        ),
    ),
    key=("child", "date_placed"),
)
PREV_PERM = Table(
    "prev_perm",
    "PrevPerm",
    (
        CHILD,
        DOB,
        _code("PREV_PERM", "Earlier permanence arrangement", codes.PREV_PERM),
        Column("LA_PERM", Kind.TEXT, "Council where it was arranged"),
        Column("DATE_PERM", Kind.TEXT, "Date of the order, as far as it is known"),
    ),
    key=("child",),
)
MISSING = Table(
    "missing",
    "Missing",
    (
        CHILD,
        DOB,
        _code("MISSING", "Missing, or away without authorisation", codes.MISSING),
        _date("MIS_START", "Date it began", is_required=True),
        _date("MIS_END", "Date it ended"),
    ),
    key=("child", "missing", "mis_start", "mis_end"),
)
SW_EPISODES = Table(
    "sw_episodes",
    "SWEpisodes",
    (
        CHILD,
        DOB,
        Column("SW_ID", Kind.TEXT, "The social worker's registration number"),
        _date("SW_DECOM", "Date the social worker was allocated", is_required=True),
        _date("SW_DEC", "Date the allocation ended"),
        _code("SW_REASON", "Why the social worker changed", codes.SW_REASON),
    ),
    key=("child", "sw_id", "sw_decom"),
    first_year=2024,
)
DOLO = Table(
    "dolo",
    "DoLo",
    (
        CHILD,
        DOB,
        _date(
            "DOLO_START",
            "Date the deprivation of liberty order began",
            is_required=True,
        ),
        _date("DOLO_END", "Date it ended"),
    ),
    key=("child", "dolo_start"),
    first_year=2027,
)

TABLES: tuple[Table, ...] = (
    HEADER,
    EPISODES,
    REVIEWS,
    UASC,
    OC2,
    OC3,
    AD1,
    PLACED_ADOPTION,
    PREV_PERM,
    MISSING,
    SW_EPISODES,
    DOLO,
)
TABLE_BY_NAME = {table.name: table for table in TABLES}

# A return is complete enough to be in force when it holds these.
NEEDED_FOR_FIGURES = ("header", "episodes", "oc3")
