"""The ages by which care leavers are counted, each one's age turned in the year."""

from dataclasses import dataclass

import narwhals as nw

from parentis.ssda903.tables import FIRST_YEAR

# Asked for since the return of 2022/23, and then only of those who asked for support.
FIRST_YEAR_OF_22_TO_25 = 2023


@dataclass(frozen=True, kw_only=True)
class Band:
    """Care leavers who turned an age in this range, both ends included, in the year."""

    slug: str
    youngest: int
    oldest: int
    is_member: nw.Expr

    @property
    def title(self) -> str:
        """'aged 19 to 21' or 'aged 19', as it stands in a sentence."""
        if self.youngest == self.oldest:
            return f"aged {self.youngest}"
        return f"aged {self.youngest} to {self.oldest}"

    @property
    def first_year(self) -> int:
        return FIRST_YEAR_OF_22_TO_25 if self.is_of_those_who_asked else FIRST_YEAR

    @property
    def is_of_those_who_asked(self) -> bool:
        """Whether councils return only those who asked for and received support."""
        return self.youngest >= 22

    @property
    def is_single_age(self) -> bool:
        return self.youngest == self.oldest


def _band(youngest: int, oldest: int) -> Band:
    return Band(
        slug=f"{youngest}-to-{oldest}" if youngest != oldest else str(youngest),
        youngest=youngest,
        oldest=oldest,
        is_member=nw.col("age").is_between(youngest, oldest),
    )


GROUPED_AGES = (_band(17, 18), _band(19, 21), _band(22, 25))
SINGLE_AGES = tuple(_band(age, age) for age in range(17, 26))
BANDS = (*GROUPED_AGES, *SINGLE_AGES)


def single_ages_of(band: Band) -> tuple[Band, ...]:
    """The single ages a grouped band is made of."""
    return tuple(
        single
        for single in SINGLE_AGES
        if band.youngest <= single.youngest <= band.oldest
    )
