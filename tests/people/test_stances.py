"""Where stakeholders stand: quadrants, salience, gaps, contact and what answers their expectations."""

from pathlib import Path

import pytest

from milepost.load import load_project
from milepost.people.compute import compute_people
from milepost.people.stances import quadrant, salience
from tests.rule_examples import write

PROJECT = (
    "milepost: 1\nid: P-1\nname: New catalogue\nstart: 2026-01-05\nstatus_date: 2026-06-01\ncurrency: EUR\n"
)


def people_of(folder: Path, **files: str):
    write(folder, {"project.yaml": PROJECT, **{f"{name}.yaml": text for name, text in files.items()}})
    return compute_people(load_project(folder).project, None)


@pytest.mark.parametrize(
    ("power", "interest", "advice"),
    [
        (5, 5, "manage closely"),
        (4, 4, "manage closely"),
        (4, 3, "keep satisfied"),
        (3, 4, "keep informed"),
        (3, 3, "monitor"),
        (1, 1, "monitor"),
        (None, 4, ""),
    ],
)
def test_quadrants(power, interest, advice) -> None:
    assert quadrant(power, interest) == advice


@pytest.mark.parametrize(
    ("power", "legitimacy", "urgency", "name"),
    [
        (4, False, False, "dormant"),
        (3, True, False, "discretionary"),
        (1, False, True, "demanding"),
        (5, True, False, "dominant"),
        (5, False, True, "dangerous"),
        (2, True, True, "dependent"),
        (4, True, True, "definitive"),
        (3, False, False, "non-stakeholder"),
        (5, None, True, ""),
        (None, True, True, ""),
    ],
)
def test_the_classes_of_mitchell_agle_and_wood(power, legitimacy, urgency, name) -> None:
    assert salience(power, legitimacy, urgency) == name


def test_gap_contact_and_what_somebody_hears(tmp_path: Path) -> None:
    people = people_of(
        tmp_path,
        stakeholders="stakeholders:\n"
        "  - id: S-1\n    name: Ada\n    power: 5\n    interest: 2\n    group: board\n"
        "    engagement: {current: resistant, desired: supportive}\n"
        "    contact_every: 2w\n    last_contact: 2026-05-04\n"
        "    satisfaction: [{date: 2026-05-01, score: 2}, {date: 2026-01-01, score: 5}]\n"
        "    expectations: [{text: Fast, requirements: [REQ-1], met: true}, {text: Cheap}]\n"
        "  - {id: S-2, name: Bo, until: 2026-03-01, contact_every: 2w, last_contact: 2026-01-01}\n"
        "  - {id: S-3, name: Cy, engagement: {current: leading, desired: neutral}}\n",
        requirements="requirements:\n  - {id: REQ-1, title: Fast, statement: It is fast.}\n",
        actions="actions:\n  - {id: A-1, title: Talk, links: {records: [S-1]}}\n"
        "  - {id: A-2, title: Talked, status: done, done: 2026-05-04, source: S-1}\n",
        people="roles:\n  - {id: board, name: Board, held_by: [S-3]}\n",
        communications="communications:\n"
        "  - {id: C-1, title: News, audience_groups: [board]}\n"
        "  - {id: C-2, title: Minutes, audience: [board]}\n"
        "  - {id: C-3, title: Off, audience: [S-1], status: paused}\n",
    )
    ada, bo, cy = people.stakeholders.values()
    assert (ada.quadrant, ada.gap, ada.actions, ada.key) == ("keep satisfied", 2, ("A-1",), True)
    assert (str(ada.next_contact), ada.contact_days_late) == ("2026-05-18", 14)
    assert (ada.satisfaction, ada.satisfaction_change) == (2, -3)
    assert [(one.text, one.answers, one.met) for one in ada.expectations] == [
        ("Fast", ("REQ-1",), True),
        ("Cheap", (), None),
    ]
    assert ada.communications == ("C-1",)
    assert (bo.left, bo.next_contact, bo.contact_days_late) == (True, None, 0)
    assert (cy.gap, cy.communications) == (-2, ("C-2",))
