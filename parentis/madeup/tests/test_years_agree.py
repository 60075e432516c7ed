"""One life a person: what one year's return says, the next does not take back."""

from collections.abc import Callable

import polars as pl

Rows = Callable[[str], pl.DataFrame]


def children(frame: pl.DataFrame) -> set[str]:
    return set(frame["child"])


def test_nobody_changes_sex_ethnic_origin_or_birthday(county: Rows) -> None:
    header = county("header").with_columns(pl.col("sex").replace({"M": "1", "F": "2"}))
    told = header.group_by("child").agg(
        pl.col("sex", "ethnic", "dob").n_unique().name.suffix("s")
    )

    assert children(told.filter(pl.max_horizontal("sexs", "ethnics", "dobs") > 1)) == (
        set()
    )


def test_an_episode_open_on_31_march_goes_on_in_the_next_return(county: Rows) -> None:
    episodes = county("episodes")
    still_open = episodes.filter(pl.col("dec").is_null() & (pl.col("year") < 2025))
    following = episodes.with_columns(pl.col("year") - 1)
    same = ["year", "child", "decom", "rne", "ls", "cin", "place", "pl_post"]

    lost = still_open.join(following, on=same, how="anti")

    assert children(lost) == set()


def test_an_episode_that_was_over_does_not_come_back(county: Rows) -> None:
    episodes = county("episodes")
    over = episodes.filter(pl.col("dec").is_not_null())
    following = episodes.with_columns(pl.col("year") - 1)

    back = over.join(following, on=["year", "child", "decom"], how="semi")

    assert children(back) == set()


def test_an_open_episode_gives_no_reason_for_its_end(county: Rows) -> None:
    still_open = county("episodes").filter(pl.col("dec").is_null())
    told = still_open.filter(
        pl.col("rec").is_not_null() | pl.col("reason_place_change").is_not_null()
    )

    assert children(told) == set()


def test_each_episode_begins_the_day_the_one_before_ceased(county: Rows) -> None:
    episodes = county("episodes").sort("year", "child", "decom")
    follows = (pl.col("child") == pl.col("child").shift()) & (
        pl.col("year") == pl.col("year").shift()
    )
    apart = episodes.filter(
        follows
        & (
            ((pl.col("rne") == "S") != (pl.col("rec").shift() != "X1"))
            | ((pl.col("rne") != "S") & (pl.col("decom") != pl.col("dec").shift()))
        )
    )

    assert children(apart) == set()


def test_the_reason_for_a_new_episode_is_what_changed(county: Rows) -> None:
    episodes = county("episodes").sort("year", "child", "decom")
    follows = (pl.col("child") == pl.col("child").shift()) & (
        pl.col("year") == pl.col("year").shift()
    )
    status_changed = pl.col("ls") != pl.col("ls").shift()
    moved = pl.col("pl_post") != pl.col("pl_post").shift()
    wrong = episodes.filter(
        follows
        & (pl.col("rne") != "S")
        & (
            (status_changed != pl.col("rne").is_in(["L", "B", "U"]))
            # A child may move to other carers in the same street, not the other way.
            | (moved & pl.col("rne").is_in(["L", "T", "U"]))
        )
    )

    assert children(wrong) == set()


def test_a_move_says_why_and_only_a_move_does(county: Rows) -> None:
    episodes = county("episodes").sort("year", "child", "decom")
    moves = pl.col("rne").shift(-1).is_in(["P", "B", "T", "U"])
    over = episodes.with_columns(
        moves=moves & (pl.col("child").shift(-1) == pl.col("child"))
    ).filter((pl.col("rec") == "X1") & (pl.col("year") == pl.col("year").shift(-1)))

    wrong = over.filter(pl.col("moves") != pl.col("reason_place_change").is_not_null())

    assert children(wrong) == set()


def test_nobody_is_a_care_leaver_on_a_birthday_spent_in_care(county: Rows) -> None:
    oc3 = county("oc3").with_columns(
        turns=pl.when(pl.col("dob").dt.month() >= 4)
        .then(
            pl.date(
                pl.col("year") - 1, pl.col("dob").dt.month(), pl.col("dob").dt.day()
            )
        )
        .otherwise(
            pl.date(pl.col("year"), pl.col("dob").dt.month(), pl.col("dob").dt.day())
        )
    )
    in_care = oc3.join(county("episodes"), on=["year", "child"]).filter(
        (pl.col("decom") <= pl.col("turns"))
        & (pl.col("dec").is_null() | (pl.col("dec") > pl.col("turns")))
    )

    assert children(in_care) == set()


def test_nobody_is_heard_of_after_having_died_or_gone_home(county: Rows) -> None:
    oc3 = county("oc3")
    gone = oc3.filter(pl.col("in_touch").is_in(["DIED", "RHOM"])).select(
        "child", gone="year"
    )

    after = oc3.join(gone, on="child").filter(pl.col("year") > pl.col("gone"))

    assert children(after) == set()


def test_a_care_leaver_is_a_year_older_in_each_return_without_a_gap(
    county: Rows,
) -> None:
    oc3 = county("oc3").filter(pl.col("year") - pl.col("dob").dt.year() <= 21)
    years = oc3.group_by("child").agg(
        first=pl.col("year").min(), last=pl.col("year").max(), told=pl.len()
    )

    gaps = years.filter(pl.col("last") - pl.col("first") + 1 != pl.col("told"))

    assert children(gaps) == set()


def test_those_who_are_in_touch_say_what_they_do_and_where_they_live(
    county: Rows,
) -> None:
    oc3 = county("oc3")
    silent = (pl.col("activ") == "0") | (pl.col("accom") == "0")
    gone = pl.col("in_touch").is_in(["DIED", "RHOM"])

    assert children(oc3.filter((pl.col("in_touch") == "YES") & silent)) == set()
    assert children(oc3.filter(gone & ~silent)) == set()


def test_who_stays_put_was_fostered_on_the_18th_birthday(county: Rows) -> None:
    staying = county("oc3").filter(
        pl.col("accom").is_in(["Z1", "Z2"])
        # The first returns do not hold where the oldest left from.
        & (pl.col("year") - pl.col("dob").dt.year() <= 19)
        & (pl.col("year") >= 2018)
    )
    at_18 = county("episodes").filter(
        (pl.col("rec") == "E17")
        & (pl.col("dec") == pl.col("decom").max().over("child").clip(pl.col("dec")))
    )

    assert children(staying) <= children(at_18)


def test_whether_she_is_a_mother_is_asked_only_of_girls_in_care(county: Rows) -> None:
    asked = county("header").filter(pl.col("mother").is_not_null())

    assert set(asked["sex"]) <= {"2", "F"}
    assert asked.join(county("episodes"), on=["year", "child"], how="anti").is_empty()


def test_each_adopted_child_is_in_ad1_in_that_year_alone(county: Rows) -> None:
    adopted = county("episodes").filter(pl.col("rec").is_in(["E11", "E12"]))

    assert set(adopted.select("year", "child").rows()) == set(
        county("ad1").select("year", "child").rows()
    )


def test_the_health_return_is_of_children_in_care_for_a_whole_year(
    county: Rows,
) -> None:
    oc2 = county("oc2").select("year", "child")
    closing = county("episodes").filter(
        pl.col("dec").is_null() & ~pl.col("ls").is_in(["V3", "V4"])
    )

    assert oc2.join(closing, on=["year", "child"], how="anti").is_empty()
