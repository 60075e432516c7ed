"""The features of this product: where each lives, and where its pages are.

Adding one is adding a line here, and one in `navigation`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Feature:
    app: str
    address: str

    @property
    def urls(self) -> str:
        return f"{self.app}.urls"


FEATURES = (
    Feature(app="parentis.young_people", address="young-people/"),
    Feature(app="parentis.notices", address="notices/"),
    Feature(app="parentis.people", address="people/"),
    Feature(app="parentis.who_looked", address="who-looked/"),
    Feature(app="parentis.figures", address="figures/"),
    Feature(app="parentis.comparisons", address="compare/"),
    Feature(app="parentis.reports", address="reports/"),
    Feature(app="parentis.returns", address="returns/"),
)
