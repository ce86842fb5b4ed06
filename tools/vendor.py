"""Bring the browser files that luzhi serves into the tree, and prove that nobody has changed them.

    tools/vendor.py --check             compare every vendored file with its recorded hash
    tools/vendor.py bootstrap 5.3.9     take that version from its npm package (developers only: needs npm)

The lock beside the files records each package's version, the hash of the package it came from, and the sha512
of each file as it lies in the tree. A file is kept as published, less its source-map comment: the map is not
vendored, and the static-files manifest refuses a reference to a file that is not there.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "luzhi" / "static" / "vendor"
LOCK = VENDOR / "vendor.lock.json"

# what is taken of each package: path in the package -> name in the tree
WANTED = {
    "bootstrap": {"dist/css/bootstrap.min.css": "bootstrap.min.css", "LICENSE": "LICENSE"},
    "htmx.org": {"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
}
SOURCE_MAP = re.compile(rb"\s*(/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")


def sha512(content: bytes) -> str:
    """The hash in the form npm and browsers write it: ``sha512-`` and base64."""
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def read_lock() -> dict[str, dict]:
    return json.loads(LOCK.read_text(encoding="utf-8")) if LOCK.exists() else {}


def differences() -> list[str]:
    """One sentence for each file that is missing, changed or not in the lock; empty when all agree."""
    found = []
    expected = {}
    for name, entry in read_lock().items():
        for file, digest in entry["files"].items():
            expected[f"{name}-{entry['version']}/{file}"] = digest
    present = {str(path.relative_to(VENDOR)): path for path in VENDOR.rglob("*") if path.is_file() and path != LOCK}
    for path in sorted(expected.keys() | present.keys()):
        if path not in present:
            found.append(f"{path} is in the lock but not in the tree.")
        elif path not in expected:
            found.append(f"{path} is in the tree but not in the lock.")
        elif sha512(present[path].read_bytes()) != expected[path]:
            found.append(f"{path} differs from the hash in the lock.")
    return found


def refresh(name: str, version: str) -> None:
    """Replace the files of one package by those of the given version and rewrite its entry in the lock."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{name}@{version}", "--json"]
        packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
        package = json.loads(packed.stdout)[0]
        archive = Path(folder, package["filename"])
        if sha512(archive.read_bytes()) != package["integrity"]:
            sys.exit(f"The package of {name} {version} differs from its registry's hash. Nothing was changed.")
        files = read_package(archive, WANTED[name])
    lock = read_lock()
    if name in lock:
        shutil.rmtree(VENDOR / f"{name}-{lock[name]['version']}", ignore_errors=True)
    target = VENDOR / f"{name}-{package['version']}"
    target.mkdir(parents=True, exist_ok=True)
    for file, content in files.items():
        (target / file).write_bytes(content)
    lock[name] = {
        "version": package["version"],
        "package": package["integrity"],
        "files": {file: sha512(content) for file, content in sorted(files.items())},
    }
    LOCK.write_text(json.dumps(dict(sorted(lock.items())), indent=2) + "\n", encoding="utf-8")
    print(f"{name} {package['version']} is in {target.name}/. Update the path in the page frame's template.")


def read_package(archive: Path, wanted: dict[str, str]) -> dict[str, bytes]:
    """The wanted files of an npm package, by their name in the tree."""
    with tarfile.open(archive) as package:
        return {
            kept: SOURCE_MAP.sub(b"\n", package.extractfile(f"package/{path}").read()) for path, kept in wanted.items()
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?", choices=sorted(WANTED), help="package to take from npm")
    parser.add_argument("version", nargs="?", help="version to take, for instance 5.3.9")
    parser.add_argument("--check", action="store_true", help="only compare the files with the lock")
    arguments = parser.parse_args()
    if arguments.name and arguments.version and not arguments.check:
        refresh(arguments.name, arguments.version)
    elif not arguments.check:
        parser.error("give a package and a version, or --check")
    found = differences()
    print("\n".join(found) or "All vendored files agree with the lock.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
