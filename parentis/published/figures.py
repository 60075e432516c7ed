"""The shape of a figure that DfE published, and of a comparison made with them."""

from dataclasses import dataclass, field

from parentis.refusals import Refused

ENGLAND = "E92000001"
COUNCIL = "council"
REGION = "region"
NATION = "nation"

# What DfE's symbols say, in words for people. Zero is a true zero and has no symbol.
SYMBOLS = {
    "c": "hidden by DfE, so that nobody can be recognised",
    "x": "not available",
    "z": "not applicable",
    "k": "rounds to 0 but is not 0",
    "~": "rounds to 0 but is not 0",
    "-": "not published",
    "..": "not available",
    ".": "not available",
    ":": "not available",
    "": "not published",
}
# In the files of 2016 and 2017 a cross hides one to five children [their metadata].
SYMBOLS_BEFORE_2018 = SYMBOLS | {"x": SYMBOLS["c"]}


class NoSuchPlace(Refused, LookupError):
    """A council, region or model of neighbours that nothing read tells of."""


class PublishedRejected(Refused):
    """The file is none that DfE publishes. Its text is one sentence naming the file."""


@dataclass(frozen=True, kw_only=True)
class NotRead:
    """A file, or rows of it, that were left out, and the sentence that says so.

    `is_expected` marks what belongs to a download and holds no figures: notes, the
    dictionary of LAIT, a workbook of something else.
    """

    file: str
    sentence: str
    is_expected: bool = False


@dataclass(frozen=True, kw_only=True)
class PublishedSource:
    """The file a figure came from. `release` is the newest year it tells about."""

    file: str
    release: int
    kind: str

    def __str__(self) -> str:
        return f"{self.kind}, release {self.release} ({self.file})"


@dataclass(frozen=True, kw_only=True)
class PublishedFigure:
    """What DfE says of one place, indicator and year.

    `place` is a council's three-digit code, or the ONS code of a region or of England.
    `value` is a per cent, a count or a mean; None where DfE shows none, and `symbol`
    then says why. A council's per cent is unrounded, from its counts; a region's and
    England's are as printed, since their counts are rounded. `is_from_rounded` marks a
    per cent that could only be computed from rounded counts. `printed` is the per cent
    as DfE prints it. `revisions` are other releases that said otherwise, newest first.
    """

    place: str
    level: str
    indicator: str
    year: int
    value: float | None = None
    numerator: int | None = None
    denominator: int | None = None
    symbol: str = ""
    printed: str = ""
    source: PublishedSource
    is_from_rounded: bool = False
    revisions: tuple["PublishedFigure", ...] = ()

    @property
    def is_shown(self) -> bool:
        return self.value is not None

    @property
    def why_not(self) -> str:
        """In words, why there is no value; empty where there is one."""
        if self.is_shown:
            return ""
        words = SYMBOLS_BEFORE_2018 if self.source.release < 2018 else SYMBOLS
        return words.get(self.symbol, "not published")


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One council beside its statistical neighbours, its region and England.

    Means, medians and ranks rest on the values that are shown: a hidden one is never
    counted as 0. `neighbours_with_value` of `neighbours_listed` had one. `rank` 1 is
    the best of `out_of` councils, `quartile` 1 the best quarter; where neither way is
    good, `rank` counts from the highest and there is no quartile.
    """

    council: str
    council_name: str
    indicator: str
    year: int
    own: PublishedFigure | None = None
    model: str = ""
    neighbours_mean: float | None = None
    neighbours_median: float | None = None
    neighbours_with_value: int = 0
    neighbours_listed: int = 0
    neighbours: tuple[PublishedFigure, ...] = field(default=(), repr=False)
    region_name: str = ""
    region: PublishedFigure | None = None
    england: PublishedFigure | None = None
    rank: int | None = None
    out_of: int = 0
    quartile: int | None = None
