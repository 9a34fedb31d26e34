"""Where tasks are written makes no difference: names and order of files, and the order of tasks in them."""

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.schedule.plan import compute_schedule
from tests.schedule.written import load

PEOPLE = """\
people:
  - {id: mara, name: Mara Lindqvist, capacity: 80%}
  - {id: raj, name: Raj Okafor, leave: [{from: 2026-06-03, to: 2026-06-05}]}
"""
WORK = (
    "duration: 3d",
    "duration: 2ed",
    "duration: 5d, assignments: [raj]",
    "effort: 4d, assignments: [raj]",
    "effort: 6d, assignments: [mara, {who: raj, units: 50%}]",
    "milestone: true",
)
LINKS = ("", " SS+1d", " FF", " FS-1d", " FS+50%", " SF+3d")


@st.composite
def plans(draw):
    """Tasks as lines of text, in phases; each may wait for tasks before it."""
    phases = []
    number = 0
    for _ in range(draw(st.integers(1, 3))):
        tasks = []
        for _ in range(draw(st.integers(1, 4))):
            before = draw(st.sets(st.integers(0, number - 1), max_size=2)) if number else set()
            waits = ", ".join(f"T-{one}{draw(st.sampled_from(LINKS))}" for one in sorted(before))
            tasks.append(
                f"{{id: T-{number}, name: Work, {draw(st.sampled_from(WORK))}, predecessors: [{waits}]}}"
            )
            number += 1
        phases.append(tasks)
    return phases


def written(phases):
    """The text of a plan, from pairs of the number of a phase and its tasks."""
    lines = ["tasks:"]
    for phase, tasks in phases:
        lines += [f"  - id: PH-{phase}", "    name: Phase", "    tasks:"]
        lines += [f"      - {task}" for task in tasks]
    return "\n".join(lines) + "\n"


def computed(files):
    """Dates, floats and people of every task, by id, whatever the order."""
    folder = Path(tempfile.mkdtemp())
    try:
        loaded = load(folder, {"people.yaml": PEOPLE, **files})
        assert loaded.findings == ()
        schedule, findings = compute_schedule(loaded.project, lambda *_: {})
    finally:
        shutil.rmtree(folder)
    assert findings == []
    assert schedule is not None
    return {
        id_: (
            task.start,
            task.finish,
            task.late_start,
            task.late_finish,
            task.total_float,
            task.free_float,
            task.critical,
            sorted((one.who, one.start, one.finish, one.minutes) for one in task.assignments),
        )
        for id_, task in schedule.tasks.items()
    }


@settings(max_examples=30, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_a_plan_in_one_file_or_in_several_of_any_name_is_the_same(phases, random):
    numbered = list(enumerate(phases))
    names = [f"plan/{chr(97 + place)}.yaml" for place in range(len(phases))]
    random.shuffle(names)
    split = {name: written([pair]) for name, pair in zip(names, numbered, strict=True)}
    assert computed(split) == computed({"plan.yaml": written(numbered)})


@settings(max_examples=30, deadline=None)
@given(plans(), st.randoms(use_true_random=False))
def test_the_order_of_phases_and_tasks_changes_no_date(phases, random):
    shuffled = [(number, random.sample(tasks, len(tasks))) for number, tasks in enumerate(phases)]
    random.shuffle(shuffled)
    assert computed({"plan.yaml": written(shuffled)}) == computed(
        {"plan.yaml": written(list(enumerate(phases)))}
    )
