"""Write the pages of docs/ that derive from declarations."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils.translation import override

from luzhi.access.permissions import TABLE, Extent
from luzhi.access.roles import DESCRIPTIONS, Role
from luzhi.common.telling import TellingCommand
from luzhi.records.figures import FIGURES, Rate
from luzhi.workflow.engine import BINDINGS

NOTE = "<!-- Made by `luzhi docs`; change the declarations, not this page. -->\n"


class Command(TellingCommand):
    help = "Write docs/figures.md, docs/permissions.md and docs/workflows/; --check only compares and ends with 1."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        root: Path = settings.BASE_DIR / "docs"
        with override("en"):
            pages = {"figures.md": write_figures(), "permissions.md": write_permissions(), **dict(write_workflows())}
        stale = [
            name for name, text in pages.items() if not (root / name).is_file() or (root / name).read_text() != text
        ]
        if options["check"]:
            lines = [f"docs/{name} is not what the declarations say; run luzhi docs." for name in stale]
            self.answer("\n".join(lines) or "docs/ is what the declarations say.", pages=len(pages), stale=stale)
            if stale:
                raise SystemExit(1)
            return
        for name in stale:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(pages[name])
        self.answer(f"{len(pages)} pages, {len(stale)} written.", pages=len(pages), written=stale)


def write_figures() -> str:
    rows = [
        f"# Figure dictionary\n\n{NOTE}",
        "| key | figure | unit | what is counted | dimensions |",
        "|---|---|---|---|---|",
    ]
    for key, figure in sorted(FIGURES.items()):
        what = f"{figure.part} / {figure.whole}" if isinstance(figure, Rate) else f"{figure.kind}"
        rows.append(
            f"| `{key}` | {figure.title} | {figure.unit} | {what}. {figure.note} | {', '.join(figure.dimensions)} |"
        )
    return "\n".join(rows) + "\n"


def write_permissions() -> str:
    roles = list(Role)
    rows = [f"# Permission table\n\n{NOTE}", "● every record of the body, ○ only one's own.\n"]
    rows += [f"- **{role.label}**: {DESCRIPTIONS[role]}" for role in roles]
    rows += [
        "",
        "| permission | " + " | ".join(str(role.label) for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    signs = {Extent.ALL: "●", Extent.OWN: "○", None: ""}
    for name, permission in sorted(TABLE.items()):
        cells = " | ".join(signs[permission.extents.get(role)] for role in roles)
        rows.append(f"| `{name}` | {cells} |")
    return "\n".join(rows) + "\n"


def write_workflows() -> Any:
    """One page for each workflow: its diagram, and its steps with who may take them and why they may be refused."""
    for binding in BINDINGS.values():
        flow = binding.workflow
        rows = [
            f"# {flow.key}\n\n{NOTE}",
            "```mermaid",
            flow.diagram(),
            "```",
            "",
            "| step | from | to | who | refused when | clause |",
        ]
        rows.append("|---|---|---|---|---|---|")
        for row in flow.steps:
            why = " ".join(guard.name for guard in row.guards)
            who = ", ".join(sorted(row.who))
            rows.append(
                f"| {row.label} | {', '.join(sorted(row.sources))} | {row.target} | {who} | {why} | {row.clause} |"
            )
        yield f"workflows/{flow.key}.md", "\n".join(rows) + "\n"
