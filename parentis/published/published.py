"""What was published, ready to be asked: one figure, a comparison, a table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, median
from typing import Any

import polars as pl

from parentis.published.cells import FIGURES
from parentis.published.councils import (
    PARTS_OF_LONDON,
    REGIONS,
    Council,
    existed,
    names_to_codes,
)
from parentis.published.figures import (
    COUNCIL,
    ENGLAND,
    Comparison,
    NoSuchPlace,
    NotRead,
    PublishedFigure,
    PublishedSource,
)
from parentis.published.layouts import LAIT_KIND
from parentis.published.neighbours import NEIGHBOURS, Model, models_of
from parentis.published.revisions import (
    LEVEL,
    PLACE,
    VALUE,
    Row,
    figure_of,
    plain,
    put_first,
)


class Published:
    """Every figure read, of every release, with councils and neighbours.

    Councils are asked for by three-digit code, ONS code or name; regions and England
    by ONS code. Build one with `open_published`, `shipped` or `from_records`.
    """

    def __init__(
        self,
        figures: pl.DataFrame,
        *,
        councils: Mapping[str, Council],
        neighbours: pl.DataFrame | None = None,
        not_read: Sequence[NotRead] = (),
    ) -> None:
        # A later release comes first; of one release LAIT, which is compiled from it.
        self._frame = figures.select(FIGURES.keys()).sort(
            "indicator",
            "year",
            "place",
            "release",
            pl.col("kind") == LAIT_KIND,
            descending=[False, False, False, True, True],
            maintain_order=True,
        )
        self._slices = _slices(self._frame)
        self._cells: dict[tuple[str, int], dict[str, list[Row]]] = {}
        self._councils = dict(councils)
        self._codes = names_to_codes(councils.values())
        self._models = models_of(
            neighbours if neighbours is not None else pl.DataFrame(schema=NEIGHBOURS)
        )
        self.not_read = tuple(not_read)

    # -- what there is ----------------------------------------------------------------

    @property
    def councils(self) -> tuple[Council, ...]:
        return tuple(sorted(self._councils.values(), key=lambda c: c.name))

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(sorted({indicator for indicator, _ in self._slices}))

    @property
    def models(self) -> tuple[str, ...]:
        """Names of the models of statistical neighbours, newest first."""
        return tuple(model.name for model in self._models)

    @property
    def sources(self) -> tuple[PublishedSource, ...]:
        """The files that gave figures."""
        rows = self._frame.select("file", "release", "kind").unique().sort("file")
        return tuple(
            PublishedSource(file=file, release=release, kind=kind)
            for file, release, kind in rows.iter_rows()
        )

    def years(self, indicator: str = "") -> tuple[int, ...]:
        """The years there are figures for, of one indicator or of any."""
        return tuple(
            sorted({y for i, y in self._slices if not indicator or i == indicator})
        )

    def code_of(self, place: str) -> str:
        """The code of a council, region or England. LookupError for an unknown one.

        Where no council is known at all (the table that is shipped), any code stands
        for itself, so that a council can be set beside England before it has files.
        """
        if place in self._councils or place in REGIONS or place in PARTS_OF_LONDON:
            return place
        if place == ENGLAND or place.lower() == "england":
            return ENGLAND
        code = self._codes.get(place.lower())
        if code is None and not self._councils:
            return place
        if code is None:
            raise NoSuchPlace(f"No council called '{place}' is in the published files.")
        return code

    def council(self, place: str) -> Council:
        return self._councils[self.code_of(place)]

    def name_of(self, place: str) -> str:
        """A place's name, for people; the place itself where it is not known."""
        if place in self._councils:
            return self._councils[place].name
        names = REGIONS | PARTS_OF_LONDON | {ENGLAND: "England"}
        return names.get(place, place)

    # -- one figure -------------------------------------------------------------------

    def figure(self, place: str, indicator: str, year: int) -> PublishedFigure | None:
        """What is in force: the latest revision, with those that said otherwise."""
        rows = self._at(indicator, year).get(self.code_of(place))
        return figure_of(rows) if rows else None

    def figures(self, place: str, indicator: str) -> list[PublishedFigure]:
        """One figure a year, oldest first."""
        found = (self.figure(place, indicator, year) for year in self.years(indicator))
        return [figure for figure in found if figure is not None]

    def revisions(self, place: str, indicator: str, year: int) -> list[PublishedFigure]:
        """What each source says, newest release first, agreeing or not."""
        rows = self._at(indicator, year).get(self.code_of(place), [])
        return [plain(row) for row in rows]

    # -- side by side -----------------------------------------------------------------

    def neighbours(self, council: str, *, model: str = "") -> tuple[str, ...]:
        """Codes of a council's statistical neighbours, nearest first.

        Without `model`, the newest that lists the council.
        """
        found = self._model(self.code_of(council), model)
        return found.neighbours[self.code_of(council)] if found else ()

    def compare(
        self,
        council: str,
        indicator: str,
        year: int,
        *,
        model: str = "",
        better: str = "high",
        region: str = "",
    ) -> Comparison:
        """A council beside its neighbours, its region and England.

        `better` is "high", "low" or "neither". `region` is the region's ONS code, for a
        council that no file places. LookupError for an unknown council.
        """
        code = self.code_of(council)
        known = self._councils.get(code)
        cell = self._at(indicator, year)
        used = self._model(code, model)
        listed = used.neighbours[code] if used else ()
        near = [figure_of(cell[place]) for place in listed if place in cell]
        values = [figure.value for figure in near if figure.value is not None]
        rank, out_of, quartile = _rank(cell, code, better)
        region = (known.region if known else "") or region
        return Comparison(
            council=code,
            council_name=known.name if known else code,
            indicator=indicator,
            year=year,
            own=figure_of(cell[code]) if code in cell else None,
            model=used.name if used else "",
            neighbours_mean=fmean(values) if values else None,
            neighbours_median=median(values) if values else None,
            neighbours_with_value=len(values),
            neighbours_listed=len(listed),
            neighbours=tuple(near),
            region_name=(known.region_name if known else "") or REGIONS.get(region, ""),
            region=figure_of(cell[region]) if region in cell else None,
            england=figure_of(cell[ENGLAND]) if ENGLAND in cell else None,
            rank=rank,
            out_of=out_of,
            quartile=quartile,
        )

    def table(
        self, places: Iterable[str], indicators: Iterable[str], years: Iterable[int]
    ) -> dict[tuple[str, str, int], PublishedFigure]:
        """Figures by (place's code, indicator, year), where there are any."""
        codes = [self.code_of(place) for place in places]
        wanted = [(i, y) for i in indicators for y in years]
        return {
            (code, indicator, year): figure_of(rows)
            for indicator, year in wanted
            for code in codes
            if (rows := self._at(indicator, year).get(code))
        }

    # -- to be kept elsewhere ---------------------------------------------------------

    def to_frame(self) -> pl.DataFrame:
        """Every figure of every source, one a row, with the columns of `FIGURES`."""
        return self._frame

    def records(self) -> Iterator[dict[str, Any]]:
        """The rows of `to_frame`, to be stored; `from_records` builds them back."""
        return self._frame.iter_rows(named=True)

    def neighbour_records(self) -> list[dict[str, Any]]:
        """Model, council, rank, neighbour and closeness, one neighbour a row."""
        return [row for model in self._models for row in model.records()]

    def council_records(self) -> list[dict[str, str]]:
        """Code, name, ONS code and region of each council, to be stored."""
        return [
            {
                "code": council.code,
                "name": council.name,
                "ons_code": council.ons_code,
                "region": council.region,
                "region_name": council.region_name,
                "part_of_london": council.part_of_london,
            }
            for council in self.councils
        ]

    def _at(self, indicator: str, year: int) -> dict[str, list[Row]]:
        """Rows of one indicator and year by place, the one in force first."""
        key = (indicator, year)
        if key not in self._cells:
            start, length = self._slices.get(key, (0, 0))
            by_place: dict[str, list[Row]] = {}
            for row in self._frame.slice(start, length).iter_rows():
                by_place.setdefault(row[PLACE], []).append(row)
            for rows in by_place.values():
                if len(rows) > 1:
                    put_first(rows)
            self._cells[key] = by_place
        return self._cells[key]

    def _model(self, code: str, name: str) -> Model | None:
        if name and name not in self.models:
            raise NoSuchPlace(f"No model of neighbours called '{name}' was read.")
        return next(
            (m for m in self._models if code in m.neighbours and name in ("", m.name)),
            None,
        )


def _slices(frame: pl.DataFrame) -> dict[tuple[str, int], tuple[int, int]]:
    runs = frame.group_by("indicator", "year", maintain_order=True).len()
    slices: dict[tuple[str, int], tuple[int, int]] = {}
    start = 0
    for indicator, year, length in runs.iter_rows():
        slices[indicator, year] = (start, length)
        start += length
    return slices


def _rank(
    cell: dict[str, list[Row]], code: str, better: str
) -> tuple[int | None, int, int | None]:
    """Place among councils with a value, of how many, and the quarter (1 is best)."""
    values = [
        rows[0][VALUE]
        for rows in cell.values()
        if rows[0][LEVEL] == COUNCIL and rows[0][VALUE] is not None
    ]
    own = cell[code][0][VALUE] if code in cell else None
    if own is None:
        return None, len(values), None
    ahead = sum(value < own if better == "low" else value > own for value in values)
    quartile = None if better == "neither" else 1 + ahead * 4 // len(values)
    return 1 + ahead, len(values), quartile


def in_their_years(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures without those of councils for years in which they did not exist."""
    pairs = figures.select("place", "year").unique()
    gone = [row for row in pairs.iter_rows() if not existed(*row)]
    if not gone:
        return figures
    absent = pl.DataFrame(
        gone, schema={"place": pl.String, "year": pl.Int32}, orient="row"
    )
    return figures.join(absent, on=["place", "year"], how="anti")
