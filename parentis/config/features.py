"""The features of this product: where each lives, and where its pages are.

Adding one is adding a line here. The order is the order of the navigation.
"""

from dataclasses import dataclass
from importlib.util import find_spec


@dataclass(frozen=True, kw_only=True)
class Feature:
    app: str
    address: str

    @property
    def urls(self) -> str:
        return f"{self.app}.urls"


EVERY_FEATURE = (
    Feature(app="parentis.figures", address="figures/"),
    Feature(app="parentis.comparisons", address="compare/"),
    Feature(app="parentis.reports", address="reports/"),
    Feature(app="parentis.returns", address="returns/"),
)

# A feature joins the product once it has pages.
FEATURES = tuple(
    feature
    for feature in EVERY_FEATURE
    if find_spec(feature.app) and find_spec(feature.urls)
)
