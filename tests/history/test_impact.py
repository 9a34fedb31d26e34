"""What an edit does: each line, what drives it, and who must approve."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from milepost.cli import group
from milepost.exchange.impact_json import impact_json, impact_schema
from milepost.history.impact.edits import Edit
from milepost.history.impact.markdown import MOST_CHARACTERS, impact_markdown
from milepost.history.impact.model import Impact
from milepost.history.impact.policy import PLAIN, policy
from milepost.history.impact.text import impact_text
from tests.history.repositories import (
    BUDGET,
    FILES,
    PEOPLE,
    PLAN,
    PROJECT,
    RISKS,
    commit,
    git,
    impact,
    repository,
    write,
)


def _impact(tmp_path: Path, files: dict[str, str], gone: str = "") -> Impact:
    """The impact of new texts of files on the small project."""
    before, after = tmp_path / "before", tmp_path / "after"
    write(before, FILES)
    write(after, {**FILES, **files})
    if gone:
        (after / gone).unlink()
    return impact(before, after)


def _why(edits: tuple[Edit, ...]) -> list[str]:
    return [f"{one.span.file}:{one.span.line} {one.id} {one.field}".rstrip() for one in edits]


def test_a_longer_task_moves_finish_and_milestone(tmp_path: Path) -> None:
    found = _impact(tmp_path, {"plan.yaml": PLAN.replace("10d", "12d")})
    finish = found.line("finish", "finish")
    assert finish is not None
    assert (finish.before, finish.after, finish.delta) == ("2026-01-29T17:00", "2026-02-02T17:00", 2)
    assert finish.worse is True
    assert _why(finish.why) == ["plan.yaml:4 T-1 duration"]
    milestone = found.line("milestones", "M-1")
    assert milestone is not None
    assert milestone.delta == 2
    cost = found.line("cost", "eac")
    assert cost is not None
    assert (cost.before, cost.after, cost.unit) == ("6000.00", "6800.00", "EUR")
    assert _why(cost.why) == ["plan.yaml:4 T-1 duration"]


def test_only_what_is_on_the_way_to_the_finish_drives_it(tmp_path: Path) -> None:
    plan = PLAN.replace("10d", "12d").replace("duration: 3d", "duration: 4d").replace("Clean", "Sweep")
    finish = _impact(tmp_path, {"plan.yaml": plan}).line("finish", "finish")
    assert finish is not None
    assert _why(finish.why) == ["plan.yaml:4 T-1 duration"]


def test_the_critical_path_and_its_new_link(tmp_path: Path) -> None:
    plan = PLAN.replace("duration: 3d\n", "duration: 20d\n    predecessors: [T-2]\n")
    found = _impact(tmp_path, {"plan.yaml": plan})
    assert [(one.subject, one.action) for one in found.of("critical_path")] == [("T-3", "gained")]
    assert _why(found.of("critical_path")[0].why) == [
        "plan.yaml:17 T-3 duration",
        "plan.yaml:18 T-3 predecessors",
    ]


def test_leave_of_a_person_drives_the_finish(tmp_path: Path) -> None:
    people = PEOPLE.replace("    rates", "    leave: [{from: 2026-01-12, to: 2026-01-13}]\n    rates")
    plan = PLAN.replace("duration: 10d", "effort: 10d")
    before, after = tmp_path / "before", tmp_path / "after"
    write(before, {**FILES, "plan.yaml": plan})
    write(after, {**FILES, "plan.yaml": plan, "people.yaml": people})
    finish = impact(before, after).line("finish", "finish")
    assert finish is not None
    assert finish.delta == 2
    assert _why(finish.why) == ["people.yaml:5 mara leave"]


def test_exposure(tmp_path: Path) -> None:
    found = _impact(tmp_path, {"risks.yaml": RISKS.replace("20%", "50%")})
    threats = found.line("risk", "threats")
    assert threats is not None
    assert (threats.before, threats.after, threats.delta) == ("200.00", "500.00", 300)
    assert _why(threats.why) == ["risks.yaml:10 R-1 probability"]
    assert found.line("finish", "finish") is None


def test_scope_with_and_without_an_approved_change(tmp_path: Path) -> None:
    plan = PLAN + "  - {id: T-9, name: Paint the room, duration: 1d, owner: mara}\n"
    change = (
        "changes:\n  - {id: CR-1, title: Paint, status: approved, requested_by: mara, submitted: 2026-01-06, "
        "size: 2, decided_by: S-1, decided: 2026-01-07, links: {tasks: [T-9]}}\n"
    )
    agreed = {
        **FILES,
        "project.yaml": PROJECT + "baseline: {name: B1}\n",
        "baselines/B1.yaml": "id: B1\nname: Plan\ncreated: 2026-01-05\napproved_by: S-1\n",
    }

    def added(name: str, before: dict[str, str], **more: str) -> Impact:
        write(tmp_path / name / "before", before)
        write(
            tmp_path / name / "after",
            {**before, "plan.yaml": plan, **{f"{k}.yaml": v for k, v in more.items()}},
        )
        return impact(tmp_path / name / "before", tmp_path / name / "after")

    found = added("without", agreed)
    assert [(one.subject, one.worse) for one in found.of("scope")] == [("T-9", True)]
    assert found.of("scope")[0].text.endswith("comes in without an approved change")
    assert any("scope changes" in reason for one in found.approvals for reason in one.because)
    found = added("with", agreed, changes=change)
    assert [(one.subject, one.worse) for one in found.of("scope")] == [("T-9", None)]
    assert "CR-1" in found.of("scope")[0].text
    found = added("before", FILES)
    assert [(one.subject, one.worse) for one in found.of("scope")] == [("T-9", None)]
    assert found.of("scope")[0].text.endswith("comes in before there is a baseline")
    assert not any("scope changes" in reason for one in found.approvals for reason in one.because)


def test_findings_gained_and_cured(tmp_path: Path) -> None:
    found = _impact(tmp_path, {"risks.yaml": RISKS.replace("owner: mara", "owner: nobody")})
    assert [(one.subject, one.action) for one in found.of("findings")] == [
        ("project/unknown-reference", "gained")
    ]
    assert _why(found.of("findings")[0].why) == ["risks.yaml:9 R-1 owner"]


def test_who_must_approve_a_delay(tmp_path: Path) -> None:
    small = _impact(tmp_path / "small", {"plan.yaml": PLAN.replace("10d", "11d")})
    assert [(one.who, one.also) for one in small.approvals] == [("manager", ("mara",))]
    large = _impact(tmp_path / "large", {"plan.yaml": PLAN.replace("10d", "18d")})
    asked = {one.who: one.because for one in large.approvals}
    assert "beyond the authority of every role" in asked["S-1"][0]


def test_the_accountable_are_asked(tmp_path: Path) -> None:
    raci = (
        "raci:\n  - {id: RACI-1, activity: Keep risks, responsible: [mara], accountable: [S-1], "
        "paths: [risks.yaml]}\n"
    )
    before, after = tmp_path / "before", tmp_path / "after"
    write(before, {**FILES, "raci.yaml": raci})
    write(after, {**FILES, "raci.yaml": raci, "risks.yaml": RISKS.replace("20%", "50%")})
    approvals = impact(before, after).approvals
    assert [(one.who, one.because) for one in approvals] == [
        ("S-1", ("accountable for RACI-1 Keep risks (R-1)",))
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"plan.yaml": "# a word\n" + PLAN.replace("    duration: 10d", "    # hm\n    duration: 10d  # long")},
        {"plan.yaml": PLAN.replace("\n", "\r\n")},
        {"plan.yaml": PLAN.replace("    duration: 5d\n    predecessors: [T-1]\n", "    predecessors:\n      - T-1\n    duration: '5d'\n")},
        {"budget.yaml": "accounts:\n  - id: CA-1\n    name: Moving\n    manager: mara\n"},
    ],
)  # fmt: skip
def test_comments_layout_and_line_ends_change_nothing(tmp_path: Path, files: dict[str, str]) -> None:
    assert _impact(tmp_path, files).empty


def test_splitting_files_changes_nothing(tmp_path: Path) -> None:
    head, _, tail = PLAN.partition("  - id: T-3\n")
    files = {"plan/a.yaml": head, "plan/b.yaml": "tasks:\n  - id: T-3\n" + tail, "budget/b.yaml": BUDGET}
    before, after = tmp_path / "before", tmp_path / "after"
    write(before, FILES)
    write(after, {name: text for name, text in FILES.items() if name not in ("plan.yaml", "budget.yaml")})
    write(after, files)
    assert impact(before, after).empty


def test_a_state_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    found = _impact(tmp_path, {"plan.yaml": PLAN + "  - {id: T-4\n"})
    assert "plan.yaml cannot be read" in impact_text(found)
    circle = _impact(
        tmp_path / "circle", {"plan.yaml": PLAN.replace("10d\n", "10d\n    predecessors: [T-2]\n")}
    )
    finish = circle.line("finish", "finish")
    assert finish is not None
    assert (finish.after, finish.worse) == (None, True)


def test_every_policy(tmp_path: Path) -> None:
    late = _impact(tmp_path / "late", {"plan.yaml": PLAN.replace("10d", "12d")})
    broken = {
        text: bool(found.broken_by(late))
        for text in (
            "finish+2d",
            "finish+3d",
            "milestone+2d",
            "cost+1%",
            "cost+50%",
            "cost+800",
            "exposure+1",
            *PLAIN,
        )
        if (found := policy(text)) is not None
    }
    assert [text for text, is_broken in broken.items() if is_broken] == [
        "finish+2d", "milestone+2d", "cost+1%", "cost+800",
    ]  # fmt: skip
    assert len(broken) == 7 + len(PLAIN)
    assert [policy(text) for text in ("finish", "finish+5", "cost+5d", "finish+5d; rm", "status")] == [
        None
    ] * 5


def test_the_baseline_may_not_move_without_a_change(tmp_path: Path) -> None:
    frozen = "id: {0}\nname: Plan\ncreated: 2026-01-05\ntasks:\n  T-1: {{name: Sort, start: 2026-01-05, finish: 2026-01-16}}\n"
    before = {
        **FILES,
        "project.yaml": PROJECT + "baseline: {name: B1}\n",
        "baselines/B1.yaml": frozen.format("B1"),
    }
    after = {
        **before,
        "project.yaml": PROJECT + "baseline: {name: B2}\n",
        "baselines/B2.yaml": frozen.format("B2"),
    }
    write(tmp_path / "before", before)
    write(tmp_path / "after", after)
    found = impact(tmp_path / "before", tmp_path / "after")
    assert found.baseline_without_change == (
        "The baseline in force moves from B1 to B2 and names no change request",
    )
    rule = policy("baseline-without-change")
    assert rule is not None
    assert rule.broken_by(found)


def _life(tmp_path: Path, old: str, new: str, plan: str = PLAN) -> tuple[tuple[str, ...], tuple[str, ...]]:
    change = "changes:\n  - {id: CR-1, title: More, status: %s, links: {tasks: [T-1]}}\n"
    write(tmp_path / "before", {**FILES, "changes.yaml": change % old})
    write(tmp_path / "after", {**FILES, "changes.yaml": change % new, "plan.yaml": plan})
    found = impact(tmp_path / "before", tmp_path / "after")
    for name, sentences in (
        ("illegal-transition", found.illegal_steps),
        ("implemented-without-plan", found.implemented_without_plan),
    ):
        rule = policy(name)
        assert rule is not None
        assert rule.broken_by(found) == sentences
    return found.illegal_steps, found.implemented_without_plan


@pytest.mark.parametrize(("old", "new", "legal"), [
    ("submitted", "assessing", True), ("submitted", "approved", True),  # by way of waiting for approval
    ("merged", "submitted", False), ("implemented", "approved", False), ("rejected", "submitted", True),
    ("approved", "approved", True),
])  # fmt: skip
def test_a_status_moves_by_the_steps_of_its_kind(tmp_path: Path, old: str, new: str, legal: bool) -> None:
    illegal, _ = _life(tmp_path, old, new)
    assert (not illegal) == legal
    if not legal:
        assert illegal[0].startswith(f"CR-1 was {old} and is {new}; from {old} it becomes ")


def test_a_change_is_implemented_in_the_plan(tmp_path: Path) -> None:
    _, untouched = _life(tmp_path / "a", "approved", "implemented")
    _, touched = _life(tmp_path / "b", "approved", "implemented", PLAN.replace("10d", "12d"))
    _, earlier = _life(tmp_path / "c", "implemented", "implemented")
    assert untouched == ("CR-1 is implemented, and none of its tasks (T-1) has changed",)
    assert touched == earlier == ()


def test_the_forms(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script> @everyone [x](javascript:x) `a` | #1 https://evil.example"
    plan = (
        PLAN.replace("Sort the boxes", hostile).replace("10d", "12d")
        + f"  - {{id: T-9, name: '{hostile}', duration: 1d, owner: mara}}\n"
    )
    found = _impact(tmp_path, {"plan.yaml": plan})
    value = json.loads(impact_json(found))
    jsonschema.validate(value, json.loads(impact_schema()))
    comment = impact_markdown(found, "sub")
    assert comment.startswith("<!-- milepost impact -->")
    for part in ("<script", "@everyone", "[x](", "https://"):
        assert part not in comment
    assert "sub/plan.yaml:4" in comment
    assert "plan.yaml:4  T-1 duration 10d → 12d" in impact_text(found)


def test_a_comment_fits_the_host(tmp_path: Path) -> None:
    tasks = "".join(
        f"  - {{id: T-{n}, name: Task {n} {'x' * 60}, duration: 1d, owner: mara}}\n" for n in range(10, 1500)
    )
    found = _impact(tmp_path, {"plan.yaml": PLAN + tasks})
    comment = impact_markdown(found)
    assert len(comment) <= MOST_CHARACTERS
    assert "more" in comment


def test_with_a_file_that_cannot_be_read_no_figure_is_told(tmp_path: Path) -> None:
    """Without its tasks the finish would seem to be better."""
    found = _impact(tmp_path, {"plan.yaml": PLAN + "  - {id: T-9\n"})
    assert {line.section for line in found.lines} == {"findings"}
    assert (found.edits, found.approvals, found.unread) == ((), (), ("plan.yaml",))
    said = impact_text(found)
    assert "The edited project cannot be computed: plan.yaml cannot be read." in said
    for text in ("finish+90d", "cost+50%", *PLAIN):
        rule = policy(text)
        assert rule is not None
        assert rule.broken_by(found) == ("plan.yaml cannot be read",)
    mended = impact(tmp_path / "after", tmp_path / "before")
    assert "There is nothing to compare with: plan.yaml cannot be read." in impact_text(mended)
    assert {line.worse for line in mended.lines} == {False}
    rule = policy("new-errors")
    assert rule is not None
    assert rule.broken_by(mended) == ()


_UNSURE = PLAN.replace("duration: 10d", "duration: 10d\n    estimate: {optimistic: 8d, pessimistic: 20d}")


def _odds(project: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["impact", "HEAD", "--project", str(project), *options])
    return done.exit_code, done.output


def test_how_sure_the_finish_is_moves_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILEPOST_CACHE", str(tmp_path / "cache"))
    project = repository(tmp_path / "r")
    write(project, {"plan.yaml": _UNSURE, "risks.yaml": "risks: []\n"})
    commit(project, "An estimate")
    write(project, {"plan.yaml": _UNSURE.replace("20d", "30d")})
    code, said = _odds(project, "--fail-on", "p80+1d", "--fail-on", "finish+1d")
    assert code == 1
    assert "The finish stays, P80 +" in said
    assert "P80 of the finish 2026-02-06 → 2026-02-16 (+5.9 working days)" in said
    assert "T-1 estimate pessimistic: 20d → pessimistic: 30d" in said
    assert "P50 and P80 of 100 iterations, with the same random numbers before and after" in said
    assert "broken policy p80+1d" in said
    assert "broken policy finish" not in said
    assert _odds(project, "--fail-on", "p80+40d")[0] == 0
    assert "P80" not in _odds(project, "--no-simulate")[1]
    assert _odds(project, "--no-simulate", "--fail-on", "p80+1d")[0] == 2
    assert json.loads(_odds(project, "--format", "json")[1])["head"]["iterations"] == 100
    write(project, {"plan.yaml": PLAN})
    assert "P80 of the finish 2026-02-06 is gone" in _odds(project)[1]


def test_a_new_project_has_nothing_to_compare_with(tmp_path: Path) -> None:
    outer = tmp_path / "r"
    outer.mkdir()
    git(outer, "init", "-q")
    write(outer, {"README.md": "x"})
    commit(outer, "Begin")
    write(outer / "plan", FILES)
    commit(outer, "A project")
    for form in ("text", "markdown", "json"):
        arguments = ["impact", "HEAD~1..HEAD", "--project", str(outer / "plan"), "--format", form]
        done = CliRunner().invoke(group, [*arguments, "--fail-on", "scope-without-change"])
        assert done.exit_code == 0, done.output
        assert "the project is not there yet" in done.stdout


def test_every_policy_is_in_the_handbook() -> None:
    page = (Path(__file__).parents[2] / "docs" / "history.md").read_text("utf-8")
    assert [name for name in PLAIN if f"`{name}`" not in page] == []
