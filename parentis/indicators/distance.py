"""How far from home children looked after are placed.

Needs a postcode file that an operator got from ONS: `postcodes` with each postcode
without spaces, the `authority` it lies in, and `easting` and `northing` in metres.
"""

import narwhals as nw

from parentis.indicators.care import episodes, looked_after
from parentis.indicators.indicator import EVERYBODY, Better, Cohort, Indicator, Theme
from parentis.indicators.looked_after import EVERYONE, EXCLUSIONS
from parentis.indicators.sources import DFE_GUIDANCE_DISTANCE, lait
from parentis.ssda903.returns import Frame, Returns
from parentis.ssda903.tables import FIRST_YEAR

TWENTY_MILES_IN_METRES = 20 * 1_609.344


def _by_distance(returns: Returns) -> Frame:
    """Children looked after on 31 March: `is_outside` the area, `is_far` from home.

    Both are empty where a postcode is missing or not in the file. Without the file,
    nobody.
    """
    if "postcodes" not in returns.reference:
        return (
            looked_after(returns)
            .filter(nw.col("child").is_null())
            .with_columns(is_outside=nw.lit(value=False), is_far=nw.lit(value=False))
        )
    places = returns.reference["postcodes"]
    children = looked_after(returns).with_columns(
        home=_tidy("home_post"), placed=_tidy("pl_post")
    )
    homes = places.select(
        home="postcode",
        home_easting=nw.col("easting").cast(nw.Int64),
        home_northing=nw.col("northing").cast(nw.Int64),
    )
    placements = places.select(
        placed="postcode",
        placed_in="authority",
        placed_easting=nw.col("easting").cast(nw.Int64),
        placed_northing=nw.col("northing").cast(nw.Int64),
    )
    east = nw.col("placed_easting") - nw.col("home_easting")
    north = nw.col("placed_northing") - nw.col("home_northing")
    return (
        children.join(homes, on="home", how="left")
        .join(placements, on="placed", how="left")
        .join(_own_authority(returns), on="council", how="left")
        .with_columns(
            is_outside=nw.col("placed_in") != nw.col("own_authority"),
            is_far=(east * east + north * north) > TWENTY_MILES_IN_METRES**2,
        )
    )


def _own_authority(returns: Returns) -> Frame:
    """The authority each council is, in the postcode file's own codes.

    Without a `councils` reference it is where most children's homes are; where two have
    as many, the first by code.
    """
    if "councils" in returns.reference:
        return returns.reference["councils"].select(
            "council", own_authority="authority"
        )
    homes = (
        episodes(returns)
        .select("council", "child", home=_tidy("home_post"))
        .unique()
        .join(
            returns.reference["postcodes"].select(home="postcode", lies_in="authority"),
            on="home",
        )
        .group_by("council", "lies_in")
        .agg(children=nw.len())
    )
    most = homes.group_by("council").agg(children=nw.col("children").max())
    return (
        homes.join(most, on=["council", "children"])
        .group_by("council")
        .agg(own_authority=nw.col("lies_in").min())
    )


def _tidy(column: str) -> nw.Expr:
    return nw.col(column).str.replace_all(" ", "", literal=True).str.to_uppercase()


BY_DISTANCE = Cohort(
    "looked-after-by-distance",
    "Children looked after on 31 March, with how far from home they are placed",
    _by_distance,
    tables=("episodes",),
)

_NOT_KNOWN = (
    "Children without a known postcode stay in, uncounted. The council's own area is"
    " the one where most of its children's homes are, unless an operator names it."
)

OUT_OF_AUTHORITY = Indicator(
    code="out-of-authority",
    title="Children looked after who are placed outside the council's area",
    short_title="Placed outside the area",
    theme=Theme.STABILITY,
    why_it_matters=(
        "Placed outside the area, a child may lose school, friends and the services the"
        " council knows."
    ),
    counted="Children whose placement on 31 March lies outside the council's area.",
    out_of=f"{EVERYONE} {_NOT_KNOWN}",
    exclusions=EXCLUSIONS,
    source=DFE_GUIDANCE_DISTANCE,
    first_year=FIRST_YEAR,
    better=Better.LOW,
    cohort=BY_DISTANCE,
    denominator=EVERYBODY,
    numerator=nw.col("is_outside"),
    decided_by=("is_outside", "place"),
    reference=("postcodes",),
)
TWENTY_MILES_AWAY = Indicator(
    code="twenty-miles-away",
    title="Children looked after placed more than 20 miles from home, outside the area",
    short_title="More than 20 miles from home",
    theme=Theme.STABILITY,
    why_it_matters=(
        "Far from home, children see less of the people who matter to them, and the"
        " council sees less of them."
    ),
    counted=(
        "Children placed on 31 March outside the council's area and more than 20 miles,"
        " as the crow flies, from the home they came from."
    ),
    out_of=f"{EVERYONE} {_NOT_KNOWN}",
    exclusions=EXCLUSIONS,
    source=lait("LACDistance"),
    first_year=FIRST_YEAR,
    better=Better.LOW,
    cohort=BY_DISTANCE,
    denominator=EVERYBODY,
    numerator=nw.col("is_outside") & nw.col("is_far"),
    decided_by=("is_outside", "is_far", "place"),
    reference=("postcodes",),
)

INDICATORS = (OUT_OF_AUTHORITY, TWENTY_MILES_AWAY)
