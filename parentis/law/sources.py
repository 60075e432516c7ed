"""Where a definition comes from, and whether anybody has seen it there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """The document a definition rests on.

    `is_from_memory` marks what was written down without the document at hand. The
    product shows that mark wherever it shows the definition, until somebody confirms
    it.
    """

    title: str
    part: str = ""
    url: str = ""
    is_from_memory: bool = False

    def __str__(self) -> str:
        named = f"{self.title}, {self.part}" if self.part else self.title
        return (
            f"{named} (from memory, not yet confirmed)"
            if self.is_from_memory
            else named
        )
