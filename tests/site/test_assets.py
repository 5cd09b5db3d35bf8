"""What the pages load is pinned, and the lock file sends nobody to another machine's registry."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FRAME = ROOT / "src/duixian/site"


def test_every_package_is_pinned_exactly() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert wanted
    for name, version in wanted.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+", version), name
        assert locked[f"node_modules/{name}"]["version"] == version


def test_the_lock_file_names_no_address_but_proves_every_file() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, package in packages.items():
        assert "resolved" not in package, name
        assert not name or package["integrity"].startswith("sha512-"), name


def test_no_page_loads_anything_from_another_machine_or_runs_a_script_of_its_own() -> None:
    templates = [*FRAME.rglob("*.html"), *(ROOT / "src/duixian/court").rglob("*.html")]
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text), template
        assert not re.search(r"<script(?![^>]*(?:\bsrc=|application/json))", text), template
        assert not re.search(r"\son[a-z]+=", text), template
