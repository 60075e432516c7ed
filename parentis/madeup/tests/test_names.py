"""Names and homes of people who do not exist: the same each time, and nobody's."""

import re
import tomllib
from importlib import resources

from parentis.madeup.names import home_of, staff_name, young_persons_names

CHILDREN = [str(number) for number in range(100_000, 100_400)]


def borne_surnames():
    listed = (resources.files("parentis.madeup") / "names.toml").read_text("utf-8")
    return {
        name
        for origin in tomllib.loads(listed).values()
        for name in origin["surnames"].split()
    }


def test_a_child_has_the_same_name_and_home_every_time():
    assert young_persons_names("100101", sex="F") == young_persons_names(
        "100101", sex="F"
    )
    assert home_of("100101") == home_of("100101")
    assert home_of("100101", seed=2) != home_of("100101")


def test_no_surname_is_one_that_many_people_have():
    used = {young_persons_names(child).family for child in CHILDREN}
    parts = {part for name in used for part in name.split("-")}

    assert parts & borne_surnames() == set()
    assert len(parts) > 150


def test_staff_have_other_surnames_than_young_people_and_each_their_own():
    staff = [staff_name(number).split()[-1] for number in range(120)]
    used = {young_persons_names(child).family for child in CHILDREN}

    assert len(set(staff)) == 120
    assert set(staff) & {part for name in used for part in name.split("-")} == set()


def test_given_names_follow_the_return():
    girls = {
        young_persons_names(child, sex="F", ethnic="APKN").given for child in CHILDREN
    }
    boys = {
        young_persons_names(child, sex="M", ethnic="APKN").given for child in CHILDREN
    }

    assert {"Aisha", "Fatima"} <= girls
    assert {"Bilal", "Yusuf"} <= boys


def test_a_few_have_two_surnames_or_another_legal_name():
    names = [young_persons_names(child) for child in CHILDREN]

    assert 5 < sum("-" in each.family for each in names) < 60
    assert 3 < sum(bool(each.legal_given) for each in names) < 40


def test_every_postcode_is_one_that_cannot_exist():
    for child in CHILDREN:
        assert re.fullmatch(r"ZZ\d{1,2} [1-9][A-Z]{2}", home_of(child).postcode)
