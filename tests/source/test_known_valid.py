"""A file that fits its schema is not held against it again while neither of the two changes."""

import json
from pathlib import Path

import pytest

from milepost.load import load_project
from milepost.source.user_cache import FolderStore
from milepost.source.validate import SchemaCheck

PROJECT = """\
milepost: 1
id: P-1
name: Shed
start: 2026-06-01
status_date: 2026-06-01
currency: EUR
"""
PLAN = "tasks:\n  - {id: T-1, name: Dig, duration: 2d}\n"
OWN = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Machines",
    "description": "The machines we dig with.",
    "type": "object",
    "additionalProperties": False,
    "x-register": {"name": "machines", "title": "Machines", "group": "Control", "order": 90},
    "properties": {
        "machines": {
            "type": "array",
            "title": "Machines",
            "x-records": {"kind": "machine", "title": "Machines", "prefix": "MA-", "columns": ["id", "size"]},
            "items": {
                "type": "object",
                "properties": {
                    "id": {"$ref": "common.schema.json#/$defs/id"},
                    "size": {"type": "integer"},
                },
            },
        }
    },
}


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the documents that were held against their schemas."""
    seen: list[str] = []
    check = SchemaCheck.check

    def noted(self: SchemaCheck, document):
        seen.append(document.path)
        return check(self, document)

    monkeypatch.setattr(SchemaCheck, "check", noted)
    return seen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "project.yaml").write_text(PROJECT, encoding="utf-8")
    (folder / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return folder


def read(project: Path) -> list[str]:
    store = FolderStore(project.parent / "store")
    return [finding.rule for finding in load_project(project, store=store).findings]


def test_what_is_unchanged_is_checked_once(project: Path, checked: list[str]) -> None:
    assert read(project) == []
    assert sorted(checked) == ["plan.yaml", "project.yaml"]
    checked.clear()
    assert read(project) == []
    assert checked == []


def test_without_a_store_everything_is_checked(project: Path, checked: list[str]) -> None:
    for _ in range(2):
        load_project(project)
    assert sorted(checked) == ["plan.yaml", "plan.yaml", "project.yaml", "project.yaml"]


def test_what_is_changed_is_checked_and_what_is_wrong_every_time(project: Path, checked: list[str]) -> None:
    read(project)
    (project / "plan.yaml").write_text(PLAN.replace("2d", "2x"), encoding="utf-8")
    for _ in range(2):
        checked.clear()
        assert read(project) == ["schema/malformed-value"]
        assert checked == ["plan.yaml"]


def test_the_same_text_as_another_register_is_checked(project: Path, checked: list[str]) -> None:
    read(project)
    checked.clear()
    (project / "risks.yaml").write_text(PLAN, encoding="utf-8")
    assert read(project) == ["schema/unknown-field"]
    assert checked == ["risks.yaml"]


def test_other_schemas_ask_again(project: Path, checked: list[str]) -> None:
    (project / "schema").mkdir()
    own = project / "schema" / "machines.schema.json"
    own.write_text(json.dumps(OWN), encoding="utf-8")
    (project / "machines.yaml").write_text("machines: [{id: MA-1, size: 3}]\n", encoding="utf-8")
    assert read(project) == []
    checked.clear()
    assert read(project) == []
    assert checked == []
    own.write_text(json.dumps(OWN).replace('"integer"', '"string"'), encoding="utf-8")
    assert read(project) == ["schema/wrong-type"]
    assert sorted(checked) == ["machines.yaml", "plan.yaml", "project.yaml"]


def test_a_spoilt_entry_only_costs_a_check(project: Path, checked: list[str]) -> None:
    read(project)
    (entry,) = (project.parent / "store").glob("*.valid.json")
    for spoilt in ("", "{", "7", '[["a"], null]', "[" * 100_000):
        entry.write_text(spoilt, encoding="utf-8")
        checked.clear()
        assert read(project) == []
        assert sorted(checked) == ["plan.yaml", "project.yaml"]
