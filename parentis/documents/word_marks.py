"""Parts of Word that python-docx has no call for: fields, links and their places."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from parentis.documents.word_styles import HYPERLINK


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field such as PAGE, with what it shows until Word works it out again."""
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {code} "
            paragraph.add_run()._r.append(instruction)
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        paragraph.add_run()._r.append(mark)
        if kind == "separate":
            paragraph.add_run(shown)


def add_link(paragraph: Paragraph, text: str, *, url: str = "", place: str = "") -> Run:
    """Words that lead to an address, or to a place in this document."""
    link = OxmlElement("w:hyperlink")
    if url:
        name = paragraph.part.relate_to(
            url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
        )
        link.set(qn("r:id"), name)
    else:
        link.set(qn("w:anchor"), place)
    run = paragraph.add_run(text)
    run._r.style = HYPERLINK
    run._r.addprevious(link)
    link.append(run._r)
    return run


def add_place(paragraph: Paragraph, name: str, number: int) -> None:
    """A place, at the end of what the paragraph holds so far, that links may name."""
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)
