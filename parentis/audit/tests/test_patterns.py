"""What makes a look worth a question: each on both sides of its line."""

from datetime import date

import pytest

from parentis.audit.choices import Pattern
from parentis.audit.patterns import Somebody, patterns_of

BORN, ANOTHER_DAY = date(2003, 5, 20), date(2003, 5, 21)


def patterns(viewer, young_person, *, is_restricted=False, is_outside=False):
    return patterns_of(
        viewer,
        young_person,
        is_restricted=is_restricted,
        is_outside_allocation=is_outside,
    )


def somebody(*names, born=None, postcodes=()):
    return Somebody(names=names, born=born, postcodes=postcodes)


def test_most_looks_are_worth_no_question():
    bethan = somebody("Bethan Marsh", postcodes=["ZZ1 4AB"])
    amara = somebody("Amara Thornbury", postcodes=["ZZ1 4AC"])

    assert patterns(bethan, amara) == ()


# -- the same surname ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bethan Marsh", "Amara Marsh"),
        ("Bethan MARSH", "Amara marsh"),
        ("  Bethan   Marsh ", "Amara Marsh"),
        ("Ciara O'Neill", "Sam O’Neill"),
        ("Ciara O'Neill", "Sam ONeill"),
        ("Ciara O'Neill", "Sam O Neill"),
        ("Zoë Núñez", "Sam Nunez"),
        ("Søren Østergård", "Sam Ostergard"),
        ("Anna Wałęsa", "Sam Walesa"),
        ("Hanna Weiß", "Sam Weiss"),
        ("Bethan Marsh-Reed", "Amara Reed"),
        ("Bethan Marsh-Reed", "Amara Marsh"),
        ("Bethan Marsh–Reed", "Amara Reed-Holloway"),
        ("Jan van Dijk", "Sam Dijk"),
        ("María de la Cruz", "Sam Cruz"),
        ("李 小龙", "王 小龙"),
        ("Cher", "Cher"),
    ],
)
def test_surnames_are_compared_as_people_bear_them(one, other):
    assert Pattern.SAME_SURNAME in patterns(somebody(one), somebody(other))
    assert Pattern.SAME_SURNAME in patterns(somebody(other), somebody(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bethan Marsh", "Amara Marshall"),
        ("Bethan Marsh", "Marsh Thornbury"),
        ("Ciara O'Neill", "Sam O'Reilly"),
        ("Jan van Dijk", "Sam van Houten"),
        ("Bethan Marsh-Reed", "Amara Reedmarsh-Holloway"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_other_surnames_are_not_the_same(one, other):
    assert Pattern.SAME_SURNAME not in patterns(somebody(one), somebody(other))


def test_a_legal_or_former_surname_counts_too():
    amara = somebody("Amara Thornbury", "Amara Marsh")

    assert patterns(somebody("Bethan Marsh"), amara) == (Pattern.SAME_SURNAME,)


# -- their own record ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewer", "young_person", "is_own"),
    [
        (somebody("Sam Reed"), somebody("Sam Reed"), True),
        (somebody("Sam Reed"), somebody("sam  REED"), True),
        (somebody("Sam Reed"), somebody("Samuel Holt", "Sam Reed"), True),
        (somebody("Sam Reed"), somebody("Kim Reed"), False),
        # Birthdays tell two people of one name apart, where both are known.
        (somebody("Sam Reed", born=BORN), somebody("Sam Reed"), True),
        (somebody("Sam Reed", born=BORN), somebody("Sam Reed", born=BORN), True),
        (
            somebody("Sam Reed", born=BORN),
            somebody("Sam Reed", born=ANOTHER_DAY),
            False,
        ),
        # And with the same birthday half a name is enough.
        (somebody("Beth Marsh", born=BORN), somebody("Bethan Marsh", born=BORN), True),
        (somebody("Beth Holt", born=BORN), somebody("Beth Marsh", born=BORN), True),
        (somebody("Kim Holt", born=BORN), somebody("Beth Marsh", born=BORN), False),
        (somebody(""), somebody(""), False),
    ],
)
def test_it_may_be_their_own_record(viewer, young_person, is_own):
    assert (Pattern.OWN_RECORD in patterns(viewer, young_person)) == is_own


# -- the same address ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "theirs", "is_same"),
    [
        ("PR1 8XJ", ["PR1 8XJ"], True),
        ("pr18xj", ["PR1 8XJ"], True),
        (" PR1  8XJ ", ["Pr1 8xj"], True),
        ("PR1 8XJ", ["ZZ1 4AB", "PR1 8XJ"], True),
        ("PR1 8XJ", ["PR1 8XL"], False),
        ("PR1 8XJ", [], False),
        ("", [""], False),
        (" ", ["  "], False),
    ],
)
def test_postcodes_are_compared_without_spaces_and_capitals(home, theirs, is_same):
    viewer = somebody("Bethan Marsh", postcodes=[home])
    amara = somebody("Amara Thornbury", postcodes=theirs)

    assert (patterns(viewer, amara) == (Pattern.SAME_ADDRESS,)) == is_same


# -- what the record itself says -------------------------------------------------------


def test_restricted_and_outside_their_work():
    bethan, amara = somebody("Bethan Marsh"), somebody("Amara Thornbury")

    assert patterns(bethan, amara, is_restricted=True) == (Pattern.RESTRICTED,)
    assert patterns(bethan, amara, is_outside=True) == (Pattern.OUTSIDE_ALLOCATION,)
