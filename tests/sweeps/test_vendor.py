"""The browser files in the tree are the published ones, byte for byte, and each carries its licence."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def vendor(tmp_path):
    """The tool itself, so that the test and the developer's command can never disagree."""
    spec = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_vendored_files_have_the_recorded_hashes(vendor):
    assert vendor.differences() == []


def test_every_package_is_vendored_with_its_licence(vendor):
    files = {name: sorted(entry["files"]) for name, entry in vendor.read_lock().items()}
    assert files == {"bootstrap": ["LICENSE", "bootstrap.min.css"], "htmx.org": ["LICENSE", "htmx.min.js"]}


def test_a_changed_missing_or_added_file_is_named(vendor, tmp_path, monkeypatch):
    copy = tmp_path / "vendor"
    for source in vendor.VENDOR.rglob("*"):
        if source.is_file():
            target = copy / source.relative_to(vendor.VENDOR)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    monkeypatch.setattr(vendor, "VENDOR", copy)
    monkeypatch.setattr(vendor, "LOCK", copy / "vendor.lock.json")
    bootstrap = copy / f"bootstrap-{vendor.read_lock()['bootstrap']['version']}"
    style = bootstrap / "bootstrap.min.css"
    style.write_bytes(style.read_bytes() + b" ")
    (bootstrap / "LICENSE").unlink()
    (bootstrap / "extra.js").write_text("alert(1)")

    assert vendor.differences() == [
        f"{bootstrap.name}/LICENSE is in the lock but not in the tree.",
        f"{bootstrap.name}/bootstrap.min.css differs from the hash in the lock.",
        f"{bootstrap.name}/extra.js is in the tree but not in the lock.",
    ]


def test_vendored_files_ask_no_other_host_and_no_file_that_is_not_there(vendor):
    """A source-map comment or an @import would break the static-files manifest or the security policy."""
    for path in vendor.VENDOR.rglob("*.min.*"):
        text = path.read_text(encoding="utf-8")
        assert text.count("sourceMappingURL") == 0, path.name
        assert text.count("@import") == 0, path.name
