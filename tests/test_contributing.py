"""What CONTRIBUTING.md promises is true: a register costs one schema file and its data."""

import json
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from milepost.history.revision import Revision
from milepost.portal.compose import sections
from milepost.portal.compose.site import compose
from milepost.source.schemas import SUFFIX
from tests.rule_examples import write

ROOT = Path(__file__).parents[1]
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Vehicles",
    "description": "What we drive.",
    "type": "object",
    "additionalProperties": False,
    "x-register": {"name": "vehicles", "title": "Vehicles", "group": "Control", "order": 90},
    "properties": {
        "vehicles": {
            "type": "array",
            "title": "Vehicles",
            "x-records": {
                "kind": "vehicle",
                "title": "Vehicles",
                "prefix": "V-",
                "columns": ["id", "title", "keeper"],
            },
            "items": {
                "type": "object",
                "required": ["id", "title"],
                "additionalProperties": False,
                "properties": {
                    "id": {"$ref": "common.schema.json#/$defs/id"},
                    "title": {"$ref": "common.schema.json#/$defs/title"},
                    "keeper": {"type": "string", "title": "Keeper", "x-ref": "person"},
                    "price": {"$ref": "common.schema.json#/$defs/money"},
                },
            },
        }
    },
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, {**BASE, "schema/vehicles.schema.json": json.dumps(SCHEMA)})
    return tmp_path


def vehicles(folder: Path, text: str) -> None:
    write(folder, {"vehicles.yaml": f"vehicles:\n{text}"})


def test_own_register_is_loaded_shown_linked_and_offered_for_download(project: Path) -> None:
    vehicles(project, "  - {id: V-1, title: Van, keeper: mara, price: 12000 EUR}\n")
    checked = check_project(project)
    assert checked.verdict.findings == ()
    site = compose(checked, Revision())
    page = site.pages["vehicles.md"]
    assert 'id="V-1"' in page
    assert "people.md#mara" in page
    assert "€12,000" in page
    assert any("vehicles.md" in group.pages for group in site.nav if group.title == "Control")
    assert "V-1,Van,mara,12000 EUR" in site.files["data/vehicle.csv"].decode()
    assert json.loads(site.files["data/report.json"])["registers"]["vehicles"][0]["title"] == "Van"


@pytest.mark.parametrize(("text", "rule"), [
    ("  - {id: V-1, title: Van, keeper: marra}\n", "project/unknown-reference"),
    ("  - {id: V-1, title: Van, keeper: T-1}\n", "project/wrong-kind"),
    ("  - {id: T-1, title: Van}\n", "project/duplicate-id"),
    ("  - {id: V-1, titel: Van}\n", "schema/unknown-field"),
    ("  - {id: V-1, title: Van, price: 12 dollars}\n", "schema/malformed-value"),
])  # fmt: skip
def test_own_register_is_checked_like_every_other(project: Path, text: str, rule: str) -> None:
    vehicles(project, text)
    assert rule in {finding.rule for finding in check_project(project).verdict.findings}


def test_pages_with_something_computed_belong_to_registers() -> None:
    for name in sections._SPECIAL:
        assert (ROOT / "schema" / f"{name}{SUFFIX}").is_file()


def test_every_path_that_is_named_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = [word.strip("`.,;:()") for word in text.split() if "/" in word and word.startswith("`")]
    paths = [
        path for path in named if path.startswith(("generator/", "schema/", "theme/", "docs/", "tests/"))
    ]
    assert paths
    assert [path for path in paths if "<" not in path and not (ROOT / path).exists()] == []
