"""A letter of one page with a table, as Word and as PDF, beside docxtpl and WeasyPrint writing the same words."""

import datetime as dt
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TEXT = (
    "经研究，您提出的建议符合我市实际。我单位将会同有关部门，结合年度工作安排，逐项推进落实，并将进展情况及时向您反馈。"
    * 2
)
ROWS = [(str(n), f"建议{n:02}", f"答复{n:02}：已列入计划", "B") for n in range(1, 5)]
HEADS = ("序号", "建议", "答复", "类别")
PAGE = """<html lang="zh"><style>@page { size: A4; margin: 37mm 26mm 35mm 28mm } body { font: 16pt "Noto Serif CJK SC" }
h1 { font-size: 22pt; text-align: center } p { text-indent: 2em; line-height: 29pt; text-align: justify }
td, th { border: 1px solid; padding: 2pt }</style><h1>%s</h1><p>%s</p><p>%s</p><p>%s</p><table>%s</table></html>"""


def measure_letters(rounds: int) -> dict[str, Any]:
    """CPU milliseconds of each, medians of alternated rounds, with new words in every round."""
    with tempfile.TemporaryDirectory() as folder:
        makers = {
            "word": write_our_word, "docxtpl": make_docxtpl(Path(folder) / "letter.docx"),
            "pdf": write_our_pdf, "weasyprint": write_weasyprint,
        }  # fmt: skip
        taken: dict[str, list[float]] = {name: [] for name in makers}
        for turn in range(rounds + 1):  # the first round warms up
            for name, write in makers.items():
                begun = time.process_time()
                content = write(turn)
                if turn:
                    taken[name].append((time.process_time() - begun) * 1000)
                if len(content) < 1000:
                    raise SystemExit(f"{name} wrote {len(content)} bytes")
    found = {f"{name}_ms": round(statistics.median(values), 1) for name, values in taken.items()}
    return {
        **found, "word_ratio": round(found["docxtpl_ms"] / found["word_ms"], 2),
        "pdf_ratio": round(found["weasyprint_ms"] / found["pdf_ms"], 2),
    }  # fmt: skip


def paper(n: int) -> Any:
    from luzhi.common.papers import Annex, Block, Paper, PaperForm

    blocks = tuple(Block("p", f"{n}{TEXT}") for _part in range(3))
    return Paper(
        PaperForm.LETTER, "甲市某局", ("对政协第一届第二次会议", f"第{n}号提案的答复"), blocks, "甲市某局",
        day=dt.date(2024, 5, 20), number=f"甲某函〔2024〕{n}号", salutation="委员甲：",
        annex=Annex("附件", "逐条答复表", HEADS, tuple(ROWS), (1, 4, 6, 1)),
    )  # fmt: skip


def write_our_word(n: int) -> bytes:
    from luzhi.common.papers import write_word

    return write_word(paper(n))


def write_our_pdf(n: int) -> bytes:
    from luzhi.common.papers import write_pdf

    return write_pdf(paper(n))


def make_docxtpl(template: Path) -> Callable[[int], bytes]:
    """The same letter as a template with the library's own tags, read anew for each letter as the library asks."""
    from docx import Document
    from docxtpl import DocxTemplate

    made = Document()
    made.add_heading("{{ title }}", 1)
    for name in ("one", "two", "three"):
        made.add_paragraph(f"{{{{ {name} }}}}")
    table = made.add_table(rows=4, cols=4)
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    table.rows[1].cells[0].text = "{%tr for row in rows %}"
    for place, cell in enumerate(table.rows[2].cells):
        cell.text = f"{{{{ row[{place}] }}}}"
    table.rows[3].cells[0].text = "{%tr endfor %}"
    made.save(str(template))

    def write(n: int) -> bytes:
        letter = DocxTemplate(str(template))
        letter.render({"title": f"第{n}号提案的答复", "one": TEXT, "two": TEXT, "three": f"{n}{TEXT}", "rows": ROWS})
        buffer = io.BytesIO()
        letter.save(buffer)
        return buffer.getvalue()

    return write


def write_weasyprint(n: int) -> bytes:
    from weasyprint import HTML

    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return bytes(HTML(string=PAGE % (f"第{n}号提案的答复", TEXT, TEXT, f"{n}{TEXT}", rows)).write_pdf())
