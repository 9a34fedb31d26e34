"""`milepost simulate`: the answer in a few lines, its options, and what it says where it has none."""

import pytest

from tests.cli.command_line import CommandLine

PLAN = """\
tasks:
  - {id: T-1, name: Map the fields, owner: mara, duration: 10d, assignments: [mara], estimate: {optimistic: 8d, pessimistic: 20d}}
  - {id: M-1, name: Live, milestone: true, owner: mara, predecessors: [T-1]}
"""


def test_the_answer_in_a_few_lines(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN)
    said = milepost("simulate", "--iterations", "500", "--seed", "3")
    assert said.code == 0
    assert "Catalogue migration, 2026-02-06: 500 runs, seed 3" in said.out
    assert "P80" in said.out
    assert "target finish, 2026-03-31: kept in" in said.out
    assert "What would move the finish most is T-1 (Map the fields): when it goes well (P10)" in said.out
    assert said.err == ""


def test_the_same_seed_gives_the_same_answer_and_another_one_another(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN)
    first, second, other = (milepost("simulate", "--iterations", "300", "--seed", seed).out for seed in "112")
    assert first == second
    assert first != other


def test_nothing_uncertain_says_what_to_add(milepost: CommandLine) -> None:
    milepost.project()
    said = milepost("simulate")
    assert said.code == 0
    assert said.out.startswith("Nothing is uncertain yet.")
    assert "impact.targets" in said.out


@pytest.mark.parametrize("iterations", ["0", "-5", "99", "1000000000", "many"])
def test_too_few_or_too_many_iterations_are_wrong_usage(milepost: CommandLine, iterations: str) -> None:
    milepost.project(plan=PLAN)
    assert milepost("simulate", "--iterations", iterations).code == 2


def test_a_project_with_errors_is_not_simulated(milepost: CommandLine) -> None:
    milepost.project(plan=PLAN.replace("[T-1]", "[T-9]"))
    said = milepost("simulate")
    assert said.code == 1
    assert "T-9" in said.out
    assert "Nothing was simulated." in said.err
