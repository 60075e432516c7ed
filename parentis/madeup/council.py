"""The county that does not exist, and the ten councils it is compared with.

None is the name of a council, a district or a county in the United Kingdom. The codes
701 to 711 belong to no English council either; DfE's councils begin at 201 and the
county councils and unitaries at 800.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Council:
    """A council as DfE's files name one: three-digit code, name and ONS code."""

    code: str
    name: str
    ons_code: str


COUNTY = Council("701", "Aldermere", "X10000701")
COUNTY_NAME = "Aldermere County Council"

# The county is compared as though it lay here: England's and the region's own figures
# are the real ones that the product ships.
REGION_CODE = "E12000002"
REGION_NAME = "North West"

NEIGHBOURS = (
    Council("702", "Brackenshire", "X10000702"),
    Council("703", "Calderwold", "X10000703"),
    Council("704", "Dunmere", "X10000704"),
    Council("705", "Eskmoor", "X10000705"),
    Council("706", "Farrowdale", "X10000706"),
    Council("707", "Greyholm", "X10000707"),
    Council("708", "Harrowmere", "X10000708"),
    Council("709", "Kelderby", "X10000709"),
    Council("710", "Lanthorpe", "X10000710"),
    Council("711", "Marlsea", "X10000711"),
)
COUNCILS = (COUNTY, *NEIGHBOURS)
