"""A record's history is read in words: labels instead of codes, for every kind of record of the sample year."""

from luzhi.access.models import Body
from luzhi.projects.models import Project
from luzhi.records.history import read_history
from luzhi.records.kinds import KINDS
from luzhi.records.models import Statement


def test_every_kind_has_a_readable_history(sample: Body) -> None:
    for kind in KINDS.values():
        for record in kind.model._default_manager.filter(body=sample).order_by("pk")[:2]:
            entries = read_history(kind, record)
            assert all(isinstance(text, str) for entry in entries for change in entry.changes for text in change)


def test_codes_are_read_as_their_labels(sample: Body) -> None:
    project = Project.objects.get(body=sample, name="丁健院士工作站")
    (entry,) = read_history(KINDS["projects.project"], project)
    shown = {new for _label, _old, new in entry.changes}
    assert "workstation" not in shown
    assert "staff" not in shown
    assert not any("+00:00" in text for text in shown)


def test_a_quantity_is_read_as_it_was_worded(sample: Body) -> None:
    said = Statement.objects.get(body=sample, ref="says-visits")
    (entry,) = read_history(KINDS["records.statement"], said)
    assert "20..99|数十次" not in {new for _label, _old, new in entry.changes}
