"""What must fit together before anything is served."""

from typing import Any

from django.core.checks import Error, register

from luzhi.records.figures import FIGURES, Rate
from luzhi.records.index import number_of
from luzhi.records.kinds import KINDS
from luzhi.records.values import find_field


@register()
def check_declarations(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Figures name existing kinds, paths and figures; kinds name existing fields and child kinds."""
    return [*check_figures(), *check_kinds(), *check_numbers()]


def check_figures() -> list[Error]:
    found = []
    for figure in FIGURES.values():
        if isinstance(figure, Rate):
            lost = [key for key in (figure.part, figure.whole) if key not in FIGURES]
        elif figure.kind not in KINDS:
            lost = [figure.kind]
        else:
            model = KINDS[figure.kind].model
            paths = [*figure.dimensions.values(), *([figure.year_path] if figure.year_path else [])]
            paths += [figure.measure.path] if hasattr(figure.measure, "path") else []
            lost = [path for path in paths if find_field(model, path) is None]
        found += [Error(f"figure {figure.key} names {name}, which does not exist", id="luzhi.E001") for name in lost]
    return found


def check_kinds() -> list[Error]:
    found = []
    for kind in KINDS.values():
        names = [*kind.fields, *kind.comes_from, *kind.leads_to, *kind.locked]
        paths = [c.path for c in kind.columns] + [*kind.filters, *kind.search, *kind.aliases, kind.label_path]
        lost = [name for name in names if find_field(kind.model, name) is None]
        lost += [path for path in paths if find_field(kind.model, path) is None]
        for section in kind.sections:
            child = KINDS.get(section.kind)
            if child is None or find_field(child.model, section.via) is None:
                lost.append(f"{section.kind}.{section.via}")
        found += [Error(f"kind {kind.key} names {name}, which does not exist", id="luzhi.E002") for name in lost]
    return found


def check_numbers() -> list[Error]:
    """Kinds whose numbers in the search index are the same; one of the models must then be named otherwise."""
    found: dict[int, str] = {}
    errors = []
    for kind in KINDS.values():
        other = found.setdefault(number_of(kind), kind.key)
        if other != kind.key:
            errors.append(Error(f"kinds {other} and {kind.key} have the same number in the index", id="luzhi.E003"))
    return errors
