"""CODEOWNERS: derived from the matrix, merged into a file that is there, compared with it."""

from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.diagnostics.example import BASE
from milepost.load import load_project
from milepost.people.codeowners import differences, merged, ownership, unknown_owners
from milepost.repository import owners_file
from tests.rule_examples import write

PEOPLE = (
    "people:\n  - {id: mara, name: Mara, account: '@mara-l', email: mara@example.org, calendar: std}\n"
    "  - {id: raj, name: Raj, email: raj@example.org, calendar: std}\n"
    "  - {id: gone, name: Gone, account: gone, leaves: 2026-01-15}\n"
    "  - {id: mute, name: Mute, calendar: std}\n"
    "roles:\n  - {id: lead, name: Lead, held_by: [mara, S-1]}\n"
)
FILES = {
    **BASE,
    "people.yaml": PEOPLE,
    "stakeholders.yaml": "stakeholders:\n  - {id: S-1, name: Ada, contact: {email: ada@example.org}}\n",
    "raci.yaml": "raci:\n"
    "  - {id: R-1, activity: a, responsible: [lead], accountable: [mara], paths: [plan/, ./budget.yaml, /docs/a#b]}\n"
    "  - {id: R-2, activity: b, responsible: [raj, gone, mute], accountable: [mara], paths: [risks.yaml]}\n"
    "  - {id: R-3, activity: c, responsible: [mute], accountable: [mara], paths: [x]}\n"
    "  - {id: R-4, activity: d, responsible: [raj], accountable: [mara]}\n",
}


@pytest.fixture
def project(tmp_path: Path):
    write(tmp_path, FILES)
    return load_project(tmp_path).project


def test_lines_follow_the_matrix(project) -> None:
    assert [one.line for one in ownership(project, "sub/")] == [
        "/sub/plan/ @mara-l ada@example.org",
        "/sub/budget.yaml @mara-l ada@example.org",
        "/docs/a\\#b @mara-l ada@example.org",
        "/sub/risks.yaml raj@example.org",
    ]
    assert [(row.id, who) for row, who in unknown_owners(project)] == [
        ("R-2", "gone"),
        ("R-2", "mute"),
        ("R-3", "mute"),
    ]


def test_what_is_written_by_hand_stays(project) -> None:
    wanted = ownership(project)
    by_hand = "* @everybody\n"
    once = merged(by_hand, wanted)
    assert once.startswith("* @everybody\n\n# milepost: begin\n")
    assert merged(once, wanted) == once
    assert list(differences(once, wanted)) == []
    behind = once + "\n/secret/ @boss\n"
    assert merged(behind, wanted[:1]).endswith(
        "/plan/ @mara-l ada@example.org\n# milepost: end\n\n/secret/ @boss\n"
    )
    assert [one.line for one in differences(behind, wanted[:1])] == [3]


def test_a_file_by_hand_has_to_name_the_same_owners(project) -> None:
    wanted = ownership(project)
    text = (
        "# ours\n/plan/ ada@example.org @mara-l\n/budget.yaml @mara-l\n/docs/a\\#b ada@example.org @mara-l\n"
    )
    assert [(one.line, one.text) for one in differences(text, wanted)] == [
        (3, "/budget.yaml is owned by @mara-l, ada@example.org in R-1"),
        (1, "/risks.yaml is not in it, and R-2 names raj@example.org"),
    ]


def test_the_file_of_the_repository_around_the_project(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write(tmp_path / "projects/lis", FILES)
    write(tmp_path, {".github/CODEOWNERS": "/projects/lis/plan/ @mara-l\n"})
    file = owners_file(tmp_path / "projects/lis")
    assert (file.prefix, file.shown) == ("projects/lis/", "../../.github/CODEOWNERS")
    found = [
        one
        for one in check_project(tmp_path / "projects/lis").verdict.findings
        if one.rule == "people/codeowners-differ"
    ]
    assert [str(one.span) for one in found] == [
        "../../.github/CODEOWNERS:1:1",
        "../../.github/CODEOWNERS:1:1",
        "../../.github/CODEOWNERS:1:1",
        "../../.github/CODEOWNERS:1:1",
    ]


def test_without_a_file_nothing_is_wanted(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    rules = {one.rule for one in check_project(tmp_path).verdict.findings}
    assert "people/codeowners-differ" not in rules
