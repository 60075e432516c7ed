"""The groups by which a figure can be broken down: by sex, age, ethnicity and so on.

Of a child looked after this return tells them. Of a care leaver this or earlier returns
may: the latest that says it, else 'not known'.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import narwhals as nw

from parentis.indicators.bands import SINGLE_AGES
from parentis.indicators.care import CHILD_YEAR, episodes
from parentis.indicators.days import return_year
from parentis.indicators.indicator import Cohort
from parentis.indicators.looked_after import PLACEMENTS
from parentis.indicators.made_once import listed_once
from parentis.ssda903.codes import ETHNIC_GROUPS, FEMALE, MALE
from parentis.ssda903.returns import Frame, Returns

NOT_KNOWN = "not-known"


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """One way of dividing young people. `groups` gives each group's slug its title."""

    slug: str
    title: str
    groups: Mapping[str, str]
    _group_of: Callable[[Frame, Returns, Cohort], Frame]

    def with_group(self, rows: Frame, cohort: Cohort, returns: Returns) -> Frame:
        """The cohort's rows with `group`, one of the slugs in `groups`."""
        keys = rows.select(*CHILD_YEAR, "age")
        groups = self._group_of(keys, returns, cohort)
        return rows.join(
            groups.select(*CHILD_YEAR, "group"), on=CHILD_YEAR, how="left"
        ).with_columns(group=nw.col("group").fill_null(NOT_KNOWN))

    def order(self, group: str) -> int:
        """The place of a group among the others."""
        return list(self.groups).index(group)


def _is_of_care_leavers(cohort: Cohort) -> bool:
    return "oc3" in cohort.tables


def _latest_header(keys: Frame, returns: Returns, column: str) -> Frame:
    """What the latest return up to each row's year says in a column of Header."""
    said = (
        listed_once(returns, "header")
        .select("council", "child", nw.col("year").alias("seen_in"), column)
        .filter(~nw.col(column).is_null())
    )
    seen = keys.join(said, on=["council", "child"]).filter(
        nw.col("seen_in") <= nw.col("year")
    )
    latest = seen.group_by(CHILD_YEAR).agg(seen_in=nw.col("seen_in").max())
    return seen.join(latest, on=[*CHILD_YEAR, "seen_in"])


def _said_in_header(
    keys: Frame, returns: Returns, column: str, cohort: Cohort
) -> Frame:
    if _is_of_care_leavers(cohort):
        return _latest_header(keys, returns, column)
    said = listed_once(returns, "header").select(*CHILD_YEAR, column)
    return keys.join(said, on=CHILD_YEAR)


def _by_codes(
    column: str, codes_of: Mapping[str, tuple[str, ...]]
) -> Callable[[Frame, Returns, Cohort], Frame]:
    def group_of(keys: Frame, returns: Returns, cohort: Cohort) -> Frame:
        rows = _said_in_header(keys, returns, column, cohort)
        return rows.with_columns(group=_group(nw.col(column), codes_of))

    return group_of


def _group(code: nw.Expr, codes_of: Mapping[str, tuple[str, ...]]) -> nw.Expr:
    group = nw.lit(NOT_KNOWN)
    for slug, codes in codes_of.items():
        group = nw.when(code.is_in(codes)).then(nw.lit(slug)).otherwise(group)
    return group


def _age(keys: Frame, _returns: Returns, cohort: Cohort) -> Frame:
    age = nw.col("age")
    if _is_of_care_leavers(cohort):
        return keys.with_columns(group=age.cast(nw.String))
    group = nw.lit(NOT_KNOWN)
    for slug, (youngest, oldest) in _AGES_LOOKED_AFTER.items():
        is_in = age.is_between(youngest, oldest)
        group = nw.when(is_in).then(nw.lit(slug)).otherwise(group)
    return keys.with_columns(group=group)


def _unaccompanied(keys: Frame, returns: Returns, cohort: Cohort) -> Frame:
    """Listed as unaccompanied: a child looked after on 31 March, a care leaver ever.

    Of a care leaver whose time in care no return here shows, it is not known.
    """
    listed = listed_once(returns, "uasc")
    if not _is_of_care_leavers(cohort):
        duc = nw.col("duc")
        still = listed.filter(
            duc.is_null() | (return_year(duc) > nw.col("year"))
        ).select(*CHILD_YEAR, group=nw.lit(_UNACCOMPANIED))
        return keys.join(still, on=CHILD_YEAR, how="left").with_columns(
            group=nw.col("group").fill_null(_NOT_UNACCOMPANIED)
        )
    ever = listed.select(
        "council", "child", nw.col("year").alias("seen_in"), was=nw.lit(1)
    )
    in_care = returns["episodes"].select(
        "council", "child", nw.col("year").alias("seen_in"), was=nw.lit(0)
    )
    seen = (
        keys.join(nw.concat([ever, in_care]).unique(), on=["council", "child"])
        .filter(nw.col("seen_in") <= nw.col("year"))
        .group_by(CHILD_YEAR)
        .agg(was=nw.col("was").max())
    )
    return seen.with_columns(
        group=nw.when(nw.col("was") == 1)
        .then(nw.lit(_UNACCOMPANIED))
        .otherwise(nw.lit(_NOT_UNACCOMPANIED))
    )


def _last_placement(keys: Frame, returns: Returns, cohort: Cohort) -> Frame:
    """The placement of the latest episode: this return's, or a care leaver's last."""
    placed = episodes(returns).select(
        "council", "child", "began", "place", nw.col("year").alias("seen_in")
    )
    seen = keys.join(placed, on=["council", "child"])
    if _is_of_care_leavers(cohort):
        seen = seen.filter(nw.col("seen_in") <= nw.col("year"))
    else:
        seen = seen.filter(nw.col("seen_in") == nw.col("year"))
    latest = seen.group_by(CHILD_YEAR).agg(began=nw.col("began").max())
    last = (
        seen.join(latest, on=[*CHILD_YEAR, "began"])
        .group_by(CHILD_YEAR)
        .agg(place=nw.col("place").max())
    )
    place = nw.col("place")
    return last.with_columns(
        group=nw.when(~place.is_null() & (_group(place, _PLACES) == NOT_KNOWN))
        .then(nw.lit("other"))
        .otherwise(_group(place, _PLACES))
    )


_UNACCOMPANIED, _NOT_UNACCOMPANIED = "unaccompanied", "not-unaccompanied"
_PLACES = {slug: codes for slug, (_, codes) in PLACEMENTS.items()}
# The groups DfE publishes.
_AGES_LOOKED_AFTER = {
    "under-1": (0, 0),
    "1-to-4": (1, 4),
    "5-to-9": (5, 9),
    "10-to-15": (10, 15),
    "16-and-over": (16, 30),
}
_KNOWN_ETHNIC_GROUPS = {
    title.lower(): codes for title, codes in ETHNIC_GROUPS.items() if title[:3] != "Not"
}
_LAST: dict[str, str] = {NOT_KNOWN: "Not known"}

SEX = Breakdown(
    slug="sex",
    title="Sex",
    groups={"female": "Female", "male": "Male"} | _LAST,
    _group_of=_by_codes("sex", {"female": FEMALE, "male": MALE}),
)
AGE = Breakdown(
    slug="age",
    title="Age",
    groups={
        "under-1": "Under 1",
        "1-to-4": "1 to 4",
        "5-to-9": "5 to 9",
        "10-to-15": "10 to 15",
        "16-and-over": "16 and over",
        **{band.slug: band.slug for band in SINGLE_AGES},
    }
    | _LAST,
    _group_of=_age,
)
ETHNICITY = Breakdown(
    slug="ethnicity",
    title="Ethnicity",
    groups={slug: slug.capitalize() for slug in _KNOWN_ETHNIC_GROUPS} | _LAST,
    _group_of=_by_codes("ethnic", _KNOWN_ETHNIC_GROUPS),
)
UNACCOMPANIED = Breakdown(
    slug="unaccompanied",
    title="Unaccompanied asylum-seeking children",
    groups={_UNACCOMPANIED: "Unaccompanied", _NOT_UNACCOMPANIED: "Not unaccompanied"}
    | _LAST,
    _group_of=_unaccompanied,
)
LAST_PLACEMENT = Breakdown(
    slug="last-placement",
    title="Last placement",
    groups={slug: words for slug, (words, _) in PLACEMENTS.items()}
    | {"other": "Other placement"}
    | _LAST,
    _group_of=_last_placement,
)

BREAKDOWNS: dict[str, Breakdown] = {
    each.slug: each for each in (SEX, AGE, ETHNICITY, UNACCOMPANIED, LAST_PLACEMENT)
}
