"""Official papers measured as printed: the document tests D1 to D10 of the layout standard (GB/T 9704-2012)."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pdfplumber
import pytest
import zxingcpp
from docx import Document
from pypdfium2 import PdfDocument

from luzhi.common.papers import Annex, Block, Paper, PaperForm, number_words, write_pdf, write_word

RARE = "堃喆昇翀垚璟珺玥祎瑀晟昱煜赟旻昉淼焱骉犇羴猋芃芊茜菁萱婧姝娣嫚峣"
FULL = "本局会同各有关单位逐条研究并按照职责分工抓好落实" * 40  # no marks, so that each line has the same number
# the children of w:pPr as the schema of Office Open XML has them
ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr", "shd", "tabs",
    "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
]  # fmt: skip
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def make(**changes) -> Paper:
    paper = Paper(
        form=PaperForm.LETTER, mark="甲市某局", title=("关于市政协一届一次会议", "第1号提案的答复"), salutation="成员甲委员：",
        blocks=(Block("p", "提案收悉。现答复如下："), Block("h1", "一、第一条"), Block("p", FULL)),
        sender="甲市某局", day=date(2024, 6, 3), number=number_words("甲局提", 2024, 5), class_mark="B",
        contact="联系人：某人，电话：0000-0000", copies="抄送：市政协提案委员会。", code="LZ-AAAA-BBBB",
    )  # fmt: skip
    return replace(paper, **changes)


def open_pdf(data: bytes):
    return pdfplumber.open(io.BytesIO(data))


def mm(points) -> float:
    return float(points) / 72 * 25.4


def lines_of(page) -> list[list[dict]]:
    """The characters of a page by the line on which they stand, from the top."""
    found: dict[int, list[dict]] = {}
    for char in page.chars:
        place = next((top for top in found if abs(top - char["top"]) < 3), None)
        found.setdefault(round(char["top"]) if place is None else place, []).append(char)
    return [found[top] for top in sorted(found)]


def text_of(line) -> str:
    return "".join(char["text"] for char in sorted(line, key=lambda c: c["x0"])).strip()


def red_rules(page) -> list[tuple[float, float, float]]:
    """Left, right and height of the long rules of a page, in millimetres from the left and the top edge."""
    wide = {(round(mm(r["x0"]), 1), round(mm(r["x1"]), 1), round(mm(r["top"]), 1)) for r in (*page.lines, *page.rects)}
    return sorted((rule for rule in wide if rule[1] - rule[0] > 100), key=lambda rule: rule[2])


@pytest.fixture(scope="module")
def letter():
    with open_pdf(write_pdf(make())) as pdf:
        yield pdf


@pytest.fixture(scope="module")
def from_word(tmp_path_factory) -> Path:
    """The Word file of the same letter, opened by LibreOffice and printed from there."""
    if shutil.which("soffice") is None:
        pytest.fail("LibreOffice is missing; script/setup --test installs it.")
    folder = tmp_path_factory.mktemp("word")
    file = folder / "letter.docx"
    blocks = (Block("p", "提案收悉。现答复如下："), Block("p", FULL * 2))
    file.write_bytes(write_word(make(contact=f"联系人：{RARE}", blocks=blocks)))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(folder), str(file)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "letter.pdf"


def test_d1_a_full_page_has_22_lines_of_28_characters(letter) -> None:
    lines = lines_of(letter.pages[1])[:-1]  # the last one is the page number
    full = [line for line in lines if len(line) == 28]
    assert (len(lines) == 22, len(full) >= 20) == (True, True)
    for line in full:
        assert abs(mm(min(c["x0"] for c in line)) - 28) <= 0.3
        assert abs(mm(max(c["x1"] for c in line)) - 184) <= 0.3
    pitches = {round(b[0]["top"] - a[0]["top"], 1) for a, b in pairwise(lines)}
    assert pitches == {29.6}
    middle = (mm(lines[0][0]["top"]) + mm(lines[0][0]["bottom"])) / 2
    assert abs(middle - (37 + 15.75 / 72 * 25.4 / 2)) <= 0.6


def test_d2_the_head_of_a_letter_keeps_its_distances(letter) -> None:
    page = letter.pages[0]
    picture = page.to_image(resolution=254).original.convert("RGB")  # ten pixels to the millimetre
    red = [
        y for y in range(250, 420)
        if any(picture.getpixel((x, y))[0] > 180 and picture.getpixel((x, y))[1] < 90 for x in range(700, 1400, 2))
    ]  # fmt: skip
    assert abs(red[0] / 10 - 30) <= 0.3
    rules = red_rules(page)
    assert {(left, right) for left, right, _y in rules} == {(20.0, 190.0)}
    assert abs(max(y for *_x, y in rules) - 277) <= 0.3
    upper = [y for *_x, y in rules if y < 100]
    assert len(upper) == 2
    mark_bottom = max(y for y in red if y / 10 < upper[0] - 1) / 10
    assert abs(upper[0] - mark_bottom - 4) <= 0.5
    number = next(line for line in lines_of(page) if "〔2024〕" in text_of(line))
    assert abs(mm(max(c["x1"] for c in number)) - 184) <= 0.3


def test_d2_minutes_have_their_mark_and_one_rule_as_wide_as_the_text() -> None:
    with open_pdf(write_pdf(make(form=PaperForm.MINUTES, mark="甲市交办会议纪要", code=""))) as pdf:
        rules = red_rules(pdf.pages[0])
        assert [(left, right) for left, right, _y in rules] == [(28.0, 184.0)]
        number = next(line for line in lines_of(pdf.pages[0]) if "〔2024〕" in text_of(line))
        assert abs(rules[0][2] - mm(number[0]["bottom"]) - 4) <= 1


def test_d3_page_numbers_stand_outside_and_not_on_the_first_page(letter) -> None:
    found = {}
    for n, page in enumerate(letter.pages, 1):
        low = [line for line in lines_of(page) if re.fullmatch(r"— \d+ —", text_of(line))]
        found[n] = (text_of(low[0]), "left" if low[0][0]["x0"] < 200 else "right") if low else None
    assert found[1] is None
    assert [found[n] for n in list(found)[1:]] == [(f"— {n} —", "right" if n % 2 else "left") for n in list(found)[1:]]


@pytest.mark.parametrize("more", range(6))
def test_d4_no_heading_is_the_last_line_of_a_page(more) -> None:
    blocks = (
        Block("p", FULL[: 28 * 10]),
        *(Block("p", "一行") for _ in range(more)),
        Block("h1", "二、另一条"),
        Block("p", FULL),
    )
    with open_pdf(write_pdf(make(blocks=blocks))) as pdf:
        for page in pdf.pages:
            texts = [text_of(line) for line in lines_of(page)]
            body = [text for text in texts if not re.fullmatch(r"— \d+ —", text)]
            assert body[-1] != "二、另一条"


def test_d5_copies_stand_on_the_edge_of_the_last_page(letter) -> None:
    last = letter.pages[-1]
    copies = next(line for line in lines_of(last) if text_of(line).startswith("抄送"))
    assert abs(mm(copies[0]["bottom"]) - 262) <= 1.2  # the line box ends on the edge, the glyph a little above
    assert abs(mm(copies[0]["x0"]) - (28 + 14 / 72 * 25.4)) <= 0.4


def test_d6_every_rare_name_is_shown_and_can_be_read_back(from_word) -> None:
    with open_pdf(write_pdf(make(contact=f"联系人：{RARE}"))) as pdf:
        assert "".join(page.extract_text().replace("\n", "") for page in pdf.pages).count(RARE[:10]) == 1
        text = "".join(char["text"] for page in pdf.pages for char in page.chars)
    assert [c for c in RARE if c not in text] == []
    with open_pdf(from_word.read_bytes()) as pdf:
        text = "".join(char["text"] for page in pdf.pages for char in page.chars)
    assert [c for c in RARE if c not in text] == []


def test_d7_the_number_has_its_form(letter) -> None:
    text = "".join(text_of(line) for line in lines_of(letter.pages[0]))
    assert re.findall(r"〔\d{4}〕[1-9]\d*号", text) == ["〔2024〕5号"]


def test_d8_the_class_mark_stands_top_right(letter) -> None:
    page = letter.pages[0]
    marks = [line for line in lines_of(page) if text_of(line) == "B"]
    assert len(marks) == 1
    assert abs(mm(marks[0][0]["x1"]) - 184) <= 0.3
    title = next(line for line in lines_of(page) if "提案的答复" in text_of(line))
    assert marks[0][0]["top"] < title[0]["top"]


def test_d9_the_same_letter_gives_the_same_bytes() -> None:
    assert write_pdf(make()) == write_pdf(make())
    assert write_word(make()) == write_word(make())
    assert write_pdf(make()) != write_pdf(make(number=number_words("甲局提", 2024, 6)))


def test_d10_the_word_file_keeps_the_order_of_the_schema_and_opens(from_word) -> None:
    annex = Annex("附件", "一览表", ("甲", "乙"), (("1", "2"),), (1, 2))
    for form in PaperForm:
        with zipfile.ZipFile(io.BytesIO(write_word(make(form=form, annex=annex)))) as parts:
            for name in parts.namelist():
                if name.startswith("word/") and name.endswith(".xml"):
                    assert disorder(ET.fromstring(parts.read(name))) == []
    with open_pdf(from_word.read_bytes()) as pdf:
        lines = lines_of(pdf.pages[1])
        assert len([line for line in lines if round(line[0]["size"]) == 16]) == 22
        assert max(len(line) for line in lines) == 28
        rules = red_rules(pdf.pages[0])
        assert {(round(left), round(right)) for left, right, _y in rules} == {(20, 190)}


def test_the_word_file_is_read_by_others_as_it_was_written() -> None:
    annex = Annex("附件", "一览表", ("甲", "乙"), (("1", "a & <b>"), ("2\n3", "")), (1, 2))
    blocks = (Block("h1", "一、标题"), Block("names", "某人、另一人", "出席："), Block("p", '第一行\n第二行\t"引号"'))
    found = Document(io.BytesIO(write_word(make(blocks=blocks, annex=annex, draft="草稿"))))
    texts = [p.text for p in found.paragraphs]
    assert [t for t in texts if t][:7] == [
        "甲局提〔2024〕5号", "B", "关于市政协一届一次会议", "第1号提案的答复", "成员甲委员：", "一、标题", "出席：某人、另一人",
    ]  # fmt: skip
    assert '第一行\n第二行\t"引号"' in texts
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [
        ["甲", "乙"], ["1", "a & <b>"], ["2\n3", ""],
    ]  # fmt: skip
    head = found.sections[0].first_page_header
    assert [p.text for p in head.paragraphs] == ["草稿", "甲市某局"]
    known = found.core_properties
    assert (known.title, known.author) == ("关于市政协一届一次会议第1号提案的答复", "甲市某局")
    assert [p.style.name for p in found.paragraphs if p.text == "一、标题"] == ["Heading 1"]


def test_each_style_a_word_file_names_is_there() -> None:
    annex = Annex("附件", "一览表", ("甲",), (("1",),), (1,))
    blocks = tuple(Block(kind, "x", "y") for kind in ("h1", "h2", "p", "names"))
    for form in PaperForm:
        for chinese in (True, False):
            paper = make(form=form, blocks=blocks, annex=annex, draft="d", chinese=chinese)
            with zipfile.ZipFile(io.BytesIO(write_word(paper))) as parts:
                written = "".join(parts.read(n).decode() for n in parts.namelist() if n.startswith("word/"))
            named = set(re.findall(r'<w:(?:pStyle|tblStyle|basedOn|next) w:val="(\w+)"', written))
            assert named - set(re.findall(r'w:styleId="(\w+)"', written)) == set()


def test_what_no_file_can_hold_is_left_out_of_the_word_file() -> None:
    text = "前\x00\x0b\x1f\ufffe\ud800后"
    found = Document(io.BytesIO(write_word(make(blocks=(Block("p", text),), sender="甲\x01局"))))
    assert "前后" in [p.text for p in found.paragraphs]
    assert found.core_properties.author == "甲局"


def disorder(root) -> list[str]:
    """Properties of paragraphs whose children do not follow the schema."""
    wrong = []
    for properties in root.iter(f"{W}pPr"):
        names = [child.tag.removeprefix(W) for child in properties]
        if names != sorted(names, key=ORDER.index):
            wrong.append(",".join(names))
    return wrong


def test_a_scanner_reads_the_code_of_the_first_page() -> None:
    page = PdfDocument(write_pdf(make()))[0].render(scale=150 / 72).to_pil()
    assert [found.text for found in zxingcpp.read_barcodes(page)] == ["LZ-AAAA-BBBB"]


def test_text_is_never_read_as_markup() -> None:
    evil = '#panic("x") $a$ *b* @ref <label> ${7*7} {{ 7 }} <w:b/>&王'
    with open_pdf(write_pdf(make(blocks=(Block("p", evil),)))) as pdf:
        assert '#panic("x")' in pdf.pages[0].extract_text()
    with zipfile.ZipFile(io.BytesIO(write_word(make(blocks=(Block("p", evil),))))) as parts:
        text = "".join(ET.fromstring(parts.read("word/document.xml")).itertext())
    assert evil in text
