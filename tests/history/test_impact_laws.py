"""Laws of the impact, on random edits: it turns its sign with its direction, and differs as reports differ."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.checking import Checked, check_folder, check_project
from milepost.exchange.report_json import report_value
from milepost.history.impact.model import GAINED, LOST, Impact
from milepost.history.revision import Revision
from milepost.load import Memory
from milepost.simulating import simulated
from milepost.source.data import Map
from milepost.source.folder import DiskFolder
from milepost.source.user_cache import NoStore
from tests.history.repositories import FILES, impact, write

_OPPOSITE = {GAINED: LOST, LOST: GAINED}
_PLACES = {
    "eac": ("budget", "eac", "selected"),
    "bac": ("budget", "bac"),
    "ac": ("budget", "ac"),
    "ev": ("budget", "ev"),
    "contingency": ("budget", "ladder", "contingency"),
    "management": ("budget", "ladder", "management"),
    "funding": ("budget", "funding"),
    "threats": ("risk", "exposure", "current", "threats"),
    "residual": ("risk", "exposure", "residual", "threats"),
    "opportunities": ("risk", "exposure", "current", "opportunities"),
    "delay": ("risk", "exposure", "current", "delay_days"),
    "cost_p50": ("risk", "simulation", "cost", "p50"),
    "cost_p80": ("risk", "simulation", "cost", "p80"),
    "finish_p50": ("risk", "simulation", "finish", "p50"),
    "finish_p80": ("risk", "simulation", "finish", "p80"),
    "finish": ("schedule", "finish"),
    "target_finish": ("schedule", "target_finish"),
    "required_finish": ("schedule", "required_finish"),
    "baseline_finish": ("schedule", "baseline_finish"),
}
"""Figures of the impact, and where `export json` has them."""

_EDITS: tuple[tuple[str, str, Callable[[int], str]], ...] = (
    ("plan.yaml", "duration: 10d", lambda n: f"duration: {n + 1}d"),
    ("plan.yaml", "duration: 3d", lambda n: f"duration: {3 * n + 1}d"),
    ("plan.yaml", "predecessors: [T-2, T-3]", lambda n: f"predecessors: [T-2, 'T-3 FS+{n}d']"),
    ("plan.yaml", "    predecessors: [T-1]\n", lambda n: "" if n % 2 else f"    predecessors: ['T-1 SS+{n}d']\n"),
    ("plan.yaml", "name: Clean the room", lambda n: f"name: Clean {n} rooms"),
    ("plan.yaml", "- id: T-3\n", lambda n: f"- id: T-{3 + n % 2 * 10}\n"),
    ("people.yaml", "amount: 50 EUR", lambda n: f"amount: {40 + 3 * n} EUR"),
    ("plan.yaml", "duration: 5d\n", lambda n: f"duration: 5d\n    estimate: {{optimistic: 4d, pessimistic: {5 + n}d}}\n"),
    ("project.yaml", "iterations: 100", lambda n: f"iterations: {100 + n}"),
    ("risks.yaml", "    impact: {cost: 1000 EUR, days: 2d, targets: [T-2]}\n", lambda n: "" if n % 2 else f"    impact: {{cost: {n} EUR, days: {n}d, targets: [T-2]}}\n"),
    ("risks.yaml", "probability: 20%", lambda n: f"probability: {5 * n}%"),
    ("risks.yaml", "cost: 1000 EUR", lambda n: f"cost: {n * 777} EUR"),
    ("project.yaml", "status_date: 2026-01-09", lambda n: f"status_date: 2026-01-{9 + n:02}"),
    ("project.yaml", "start: 2026-01-05", lambda n: f"start: 2026-01-05\ntarget_finish: 2026-02-{n + 1:02}"),
    ("calendars.yaml", '      friday: ["08:00-12:00", "13:00-17:00"]\n', lambda n: "" if n % 3 == 0 else '      friday: ["08:00-12:00"]\n'),
    ("budget.yaml", "name: Moving", lambda n: f"name: Moving {n}"),
)  # fmt: skip

_state = st.lists(st.tuples(st.integers(0, len(_EDITS) - 1), st.integers(0, 12)), max_size=4)


def _computed(folder: Path, edits: list[tuple[int, int]]) -> Checked:
    files = dict(FILES)
    for number, amount in edits:
        name, old, new = _EDITS[number]
        files[name] = files[name].replace(old, new(amount))
    write(folder, files)
    return check_project(folder)


def _turned(found: Impact) -> list[tuple[object, ...]]:
    """The lines as the other direction should have them."""
    return sorted(
        (
            (one.section, one.subject, _OPPOSITE.get(one.action, one.action), one.after or "", one.before or "",
             -(one.delta or 0), one.unit)
            for one in found.lines
        ),
        key=repr,
    )  # fmt: skip


def _lines(found: Impact) -> list[tuple[object, ...]]:
    return sorted(
        (
            (one.section, one.subject, one.action, one.before or "", one.after or "", one.delta or Decimal(0), one.unit)
            for one in found.lines
        ),
        key=repr,
    )  # fmt: skip


def _at(value: object, path: tuple[str, ...]) -> object:
    for step in path:
        value = value[step] if isinstance(value, dict) else None
    return value


@settings(deadline=None, max_examples=40)
@given(_state, _state)
def test_symmetry_and_the_difference_of_reports(
    tmp_path_factory: pytest.TempPathFactory, one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("laws")
    before, after = _computed(folder / "before", one), _computed(folder / "after", other)
    there, back = impact(before, after), impact(after, before)
    assert [(row[:5], row[6]) for row in _lines(back)] == [(row[:5], row[6]) for row in _turned(there)]
    assert sorted(str(row[5]) for row in _lines(back)) == sorted(
        str(Decimal(str(row[5])) + 0) for row in _turned(there)
    )
    assert {(e.kind, e.id, e.field) for e in there.edits} == {(e.kind, e.id, e.field) for e in back.edits}
    old, new = (report_value(simulated(side, store=NoStore()), Revision()) for side in (before, after))
    _agrees(there, old, new)


def _agrees(found: Impact, old: dict[str, object] | Map, new: dict[str, object] | Map) -> None:
    """Every figure is the report's, and every figure of the report that differs has a line."""
    for subject, path in _PLACES.items():
        before, after = _at(old, path), _at(new, path)
        line = next(
            (
                one
                for one in found.lines
                if one.subject == subject and one.section in ("finish", "cost", "risk")
            ),
            None,
        )
        if before == after:
            assert line is None, subject
            continue
        assert line is not None, subject
        if subject == "delay":
            assert (float(line.before or 0), float(line.after or 0)) == (before, after)
        else:
            assert (line.before, line.after) == (before, after)
        if line.delta is not None and line.section != "finish":
            assert line.delta == Decimal(str(after)) - Decimal(str(before))
    tasks = [
        {} if side is None else side
        for side in (_at(old, ("schedule", "tasks")), _at(new, ("schedule", "tasks")))
    ]
    moved = {
        id_
        for id_ in {**tasks[0], **tasks[1]}
        if id_.startswith("M-") and tasks[0].get(id_, {}).get("finish") != tasks[1].get(id_, {}).get("finish")
    }
    assert moved == {one.subject for one in found.of("milestones")}


@settings(deadline=None, max_examples=15)
@given(_state, st.randoms(use_true_random=False))
def test_comments_and_the_order_of_files_are_no_edits(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, int]], random: "object"
) -> None:
    folder = tmp_path_factory.mktemp("same")
    before = _computed(folder / "before", edits)
    texts = {one.path: one.text for one in before.project.documents}
    choose = getattr(random, "random")  # noqa: B009 - hypothesis' own random
    for name, text in texts.items():
        lines = [
            line + "  # a comment" if choose() < 0.3 and line.strip() else line for line in text.split("\n")
        ]
        register = name.removesuffix(".yaml")
        moved = name if name == "project.yaml" or choose() < 0.5 else f"{register}/part.yaml"
        write(folder / "after", {moved: "# first\n" + "\n".join(lines)})
    found = impact(before, check_project(folder / "after"))
    assert found.empty, json.dumps([one.text for one in found.lines])


def test_unchanged_files_are_read_once(tmp_path: Path) -> None:
    write(tmp_path / "a", FILES)
    write(tmp_path / "b", {**FILES, "risks.yaml": "risks: []\n"})
    memory = Memory()
    one, other = (check_folder(DiskFolder(tmp_path / name), tmp_path / name, None, memory) for name in "ab")
    same = {id(document) for document in one.project.documents} & {
        id(document) for document in other.project.documents
    }
    assert len(same) == len(FILES) - 1
    assert one.verdict.findings == check_project(tmp_path / "a").verdict.findings
    assert other.verdict.findings == check_project(tmp_path / "b").verdict.findings
