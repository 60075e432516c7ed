"""What people wrote beside the cells of a workbook, in notes and in threads."""

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element  # nosec B405 - its type alone

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from parentis.tracker_files.laid_out import Line

_KINDS = {"comment", "threadedComment"}
# What Excel puts in a note for older copies of itself, where there is a thread.
_STANDS_FOR_A_THREAD = "[Threaded comment]"


def cell_comments(parts: Mapping[str, bytes]) -> Iterator[Line]:
    """Each, with the cell it is of."""
    for name in sorted(parts):
        if "comment" not in name.lower() or name.endswith(".rels"):
            continue
        try:
            tree = fromstring(parts[name], forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError):
            continue
        for each in tree.iter():
            if _bare(each) in _KINDS and (words := _words(each)):
                yield Line(
                    text=f"Comment on {each.get('ref', 'a cell')}: {words}",
                    is_beside=True,
                )


def _words(comment: Element) -> str:
    texts = [each.text or "" for each in comment.iter() if _bare(each) in ("t", "text")]
    words = " ".join("".join(texts).split())
    return "" if words.startswith(_STANDS_FOR_A_THREAD) else words


def _bare(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
