"""The styles and numbering of a .docx: what a clerk finds in Word's list of styles.

Numbered paragraphs, sections, appendices and recommendations are real Word lists, made
so that Word counts just as `numbering.py` does: a clerk who adds a paragraph gets the
right number.
"""

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from parentis.documents.content import Numbering
from parentis.documents.numbering import WITH_SECTIONS, WITH_SUBHEADINGS

FONT = "Arial"
INK, QUIET, LINK = "0B0C0C", "484949", "1A5276"
HEAD_FILL, RULE = "EEF1F5", "8B8D8F"

NUMBERED = "Numbered Paragraph"
RECOMMENDATION = "Recommendation"
STEP = "Step"
DETAIL = "Detail"
TABLE_TEXT = "Table Text"
TABLE_NOTE = "Table Note"
NOTE = "Note"
MARKING = "Marking"
HYPERLINK = "Hyperlink"
TABLE = "Report Table"

LONG_TITLE = Pt(17)
DEEP_HANGING = 935
"""From a number such as 2.10.1: 1.65 cm."""
LONGEST_LABEL = 26
"""Letters of a label that fit before the text beside it."""
MAIN_LIST, APPENDIX_LIST, LETTERS, NUMBERS = 101, 102, 103, 104
NO_LIST = 0
BULLET = 284
HANGING = 709
"""How far text stands in from its number: 1.25 cm, in twentieths of a point."""

SMALLEST, LARGER = 14, 1.2
_EDGES = {"Header", "Footer"}
SIZES = {"Heading 1": 16, "Heading 2": 13, "Heading 3": 12, "Heading 4": 12}


def dress(
    word: WordDocument, *, language: str, numbering: Numbering, letters_taken: int = 0
) -> None:
    """Give a new document from python-docx's template our styles and lists."""
    _defaults(word, language)
    _text_styles(word)
    _table_style(word)
    _lists(word, numbering, letters_taken)


def enlarge(word: WordDocument) -> None:
    """No text smaller than 14 point: of what our styles dress, all but page edges."""
    for style in word.styles:
        is_ours = isinstance(style, ParagraphStyle) and style.name not in _EDGES
        if is_ours and style.font.size:
            style.font.size = Pt(max(SMALLEST, style.font.size.pt * LARGER))


def names_in_file(word: WordDocument) -> dict[str, str | None]:
    """What each style that Word lists is called in the file; the default needs none."""
    return {
        style.name: None if style.element.default else style.style_id
        for style in word.styles
        if style.name
    }


def _defaults(word: WordDocument, language: str) -> None:
    styles = word.styles.element
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for lang in word.settings.element.iter(qn("w:themeFontLang")):
        lang.set(qn("w:val"), language)
    for fonts in styles.iter(qn("w:rFonts")):
        _set_font(fonts)


def _set_font(fonts: Element) -> None:
    fonts.attrib.clear()
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _text_styles(word: WordDocument) -> None:
    _paragraph(word, "Normal", size=12, after=8)
    _paragraph(word, "Title", size=22, bold=True, after=10)
    for border in list(word.styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    _paragraph(word, "Subtitle", size=13, after=6)
    for name, size in SIZES.items():
        _paragraph(word, name, size=size, bold=True, before=16, after=6)
    _paragraph(word, "Caption", size=11, bold=True, before=12, after=4, joined=True)
    _paragraph(word, "Header", size=9, colour=QUIET)
    _paragraph(word, "Footer", size=9, colour=QUIET)
    for name, inset in (("List Bullet", 0), ("List Bullet 2", HANGING)):
        _paragraph(word, name, size=12, after=4)
        bullets = _style(word, name).paragraph_format
        bullets.left_indent = Twips(inset + BULLET)
        bullets.first_line_indent = Twips(-BULLET)
    _paragraph(word, NUMBERED, size=12, after=8)
    _paragraph(word, RECOMMENDATION, size=12, after=6)
    _paragraph(word, STEP, size=12, after=6)
    _paragraph(word, DETAIL, size=12, before=3)
    _paragraph(word, TABLE_TEXT, size=10)
    _paragraph(word, TABLE_NOTE, size=9.5, before=3, after=3, colour=QUIET)
    _paragraph(word, NOTE, size=10.5, after=4)
    _paragraph(word, MARKING, size=12, bold=True, after=8)
    _hang(_style(word, DETAIL), 3402, borders=True)
    _hang(_style(word, NOTE), HANGING, borders=False)
    link = word.styles.add_style(HYPERLINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(LINK)
    link.font.underline = True


def _paragraph(
    word: WordDocument,
    name: str,
    *,
    size: float,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
    colour: str = INK,
    joined: bool = False,
) -> None:
    """Set the look of a paragraph style; one Word does not know is added."""
    style = _style(word, name)
    style.font.name = FONT
    style.font.size = Pt(size)
    # Not False: that would undo the bold of a table's first row.
    style.font.bold = bold or None
    style.font.italic = None
    style.font.color.rgb = RGBColor.from_string(colour)
    for spacing in list(style.element.iter(qn("w:spacing"))):
        # Of the letters, which the template's title spreads.
        if spacing.getparent().tag == qn("w:rPr"):
            spacing.getparent().remove(spacing)
    layout = style.paragraph_format
    layout.space_before = Pt(before)
    layout.space_after = Pt(after)
    layout.line_spacing_rule = WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = 1.0 if size <= 11 or size > 12 else 1.15
    if joined:
        layout.keep_with_next = True


def _style(word: WordDocument, name: str) -> ParagraphStyle:
    if name not in word.styles:
        added = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        added.base_style = word.styles["Normal"]
        added.quick_style = True
    style = word.styles[name]
    if not isinstance(style, ParagraphStyle):
        message = f"'{name}' is not a style of paragraphs"
        raise TypeError(message)
    return style


def _hang(style: ParagraphStyle, by: int, *, borders: bool) -> None:
    properties = style.element.get_or_add_pPr()
    if borders:
        line = f'w:val="single" w:sz="4" w:space="4" w:color="{RULE}"'
        # Consecutive paragraphs share one border, so `between` draws each line once.
        properties.insert_element_before(
            parse_xml(
                f"<w:pBdr {nsdecls('w')}><w:bottom {line}/><w:between {line}/></w:pBdr>"
            ),
            "w:shd",
            "w:tabs",
            "w:spacing",
            "w:ind",
        )
    properties.insert_element_before(
        parse_xml(
            f'<w:tabs {nsdecls("w")}><w:tab w:val="left" w:pos="{by}"/></w:tabs>'
        ),
        "w:spacing",
        "w:ind",
    )
    style.paragraph_format.left_indent = Twips(by)
    style.paragraph_format.first_line_indent = Twips(-by)


def _table_style(word: WordDocument) -> None:
    line = f'w:val="single" w:space="0" w:color="{RULE}" w:sz="4"'
    strong = f'w:val="single" w:space="0" w:color="{INK}" w:sz="12"'
    word.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1"'
            ' w:styleId="ReportTable">'
            f'<w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/>'
            '<w:uiPriority w:val="59"/><w:qFormat/>'
            "<w:tblPr><w:tblBorders>"
            f"<w:top {line}/><w:bottom {line}/><w:insideH {line}/></w:tblBorders>"
            '<w:tblCellMar><w:top w:w="60" w:type="dxa"/>'
            '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
            '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f"<w:tcBorders><w:bottom {strong}/></w:tcBorders>"
            f'<w:shd w:val="clear" w:color="auto" w:fill="{HEAD_FILL}"/>'
            '<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def numbered_levels(numbering: Numbering) -> int:
    """How many levels of headings have numbers of their own by their style."""
    if numbering in WITH_SUBHEADINGS:
        return 2
    return 1


def _lists(word: WordDocument, numbering: Numbering, letters_taken: int) -> None:
    part = word.part.numbering_part.element
    lists = {
        MAIN_LIST: _main_levels(numbering),
        APPENDIX_LIST: _level(
            0, "upperLetter", "Appendix %1:", hanging=0, start=letters_taken + 1
        )
        + _level(1, "decimal", "%1.%2"),
        LETTERS: _level(0, "lowerLetter", "(%1)"),
        NUMBERS: _level(0, "decimal", "%1.") + _level(1, "decimal", "%2.", left=2),
    }
    first_list = part.find(qn("w:num"))
    for name, levels in lists.items():
        kind = "singleLevel" if name == LETTERS else "multilevel"
        first_list.addprevious(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">'
                f'<w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'
            )
        )
        part.append(_list(name, name))
    paragraphs = {Numbering.PLAIN: 0, Numbering.SECTIONS: 1, Numbering.DEEP: 2}
    if numbering in paragraphs:
        set_list(word.styles[NUMBERED].element, MAIN_LIST, paragraphs[numbering])
    if numbering in WITH_SECTIONS:
        set_list(word.styles["Heading 1"].element, MAIN_LIST, 0)
    if numbering in WITH_SUBHEADINGS:
        set_list(word.styles["Heading 2"].element, MAIN_LIST, 1)


def _main_levels(numbering: Numbering) -> str:
    """What Word counts: sections, their sub-headings, paragraphs."""
    heading = _level(0, "decimal", "%1", style="Heading1")
    below = _level(1, "decimal", "%1.%2", style="Heading2")
    match numbering:
        case Numbering.SECTIONS:
            return heading + _level(1, "decimal", "%1.%2", style="NumberedParagraph")
        case Numbering.SUBHEADINGS:
            return heading + below
        case Numbering.DEEP:
            deepest = _level(
                2,
                "decimal",
                "%1.%2.%3",
                style="NumberedParagraph",
                hanging=DEEP_HANGING,
            )
            return heading + below + deepest
        case _:
            return _level(0, "decimal", "%1", style="NumberedParagraph")


def new_letters(word: WordDocument) -> int:
    """A list of letters that begins again at (a)."""
    part = word.part.numbering_part.element
    name = max(int(num.get(qn("w:numId"))) for num in part.iter(qn("w:num"))) + 1
    part.append(_list(name, LETTERS, begins_again=True))
    return name


def new_numbers(word: WordDocument, *, begins: int) -> int:
    """A list 1., 2. … that begins at this number, whether inset or not."""
    part = word.part.numbering_part.element
    name = max(int(num.get(qn("w:numId"))) for num in part.iter(qn("w:num"))) + 1
    made = _list(name, NUMBERS)
    for level in (0, 1):
        made.append(
            parse_xml(
                f'<w:lvlOverride {nsdecls("w")} w:ilvl="{level}">'
                f'<w:startOverride w:val="{begins}"/></w:lvlOverride>'
            )
        )
    part.append(made)
    return name


def set_list(holder: Element, name: int, level: int) -> None:
    """Put a paragraph or style in a list, or with `NO_LIST` take it out."""
    properties = holder.get_or_add_pPr()
    number = properties.get_or_add_numPr()
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = name


def _list(name: int, kind: int, *, begins_again: bool = False) -> Element:
    again = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        if begins_again
        else ""
    )
    made: Element = parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{name}">'
        f'<w:abstractNumId w:val="{kind}"/>{again}</w:num>'
    )
    return made


def _level(
    level: int,
    form: str,
    text: str,
    *,
    style: str = "",
    hanging: int = HANGING,
    start: int = 1,
    left: int = 1,
) -> str:
    """One level of a list. Its text stands `left` times as far in as it hangs."""
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    after = "" if hanging else '<w:suff w:val="space"/>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{linked}{after}<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left * hanging}" w:hanging="{hanging}"/></w:pPr>'
        "</w:lvl>"
    )
