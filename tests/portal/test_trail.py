"""What a record serves: objective, deliverable and the tasks above it, the objective first."""

import json

from milepost.checking import check_project
from milepost.history.revision import Revision
from milepost.portal.compose.cards import CARDS
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.mentionable import mentionable
from milepost.portal.compose.site import compose
from milepost.portal.compose.trail import trail

PROJECT = """\
milepost: 1
id: P-1
name: Small
status_date: 2026-01-05
start: 2026-01-05
currency: EUR
objectives:
  - {id: OBJ-1, title: Open in spring}
  - {id: OBJ-2, title: Spend less}
deliverables:
  - {id: DL-1, title: The hall, objective: OBJ-1}
  - {id: DL-2, title: The roof, part_of: DL-1}
  - {id: DL-3, title: Round, part_of: DL-4}
  - {id: DL-4, title: About, part_of: DL-3}
tasks:
  - id: T-1
    name: Build
    deliverable: DL-1
    tasks:
      - {id: T-2, name: Roof, duration: 3d}
      - {id: T-3, name: Offers, duration: 2d, objectives: [OBJ-2]}
  - {id: T-4, name: Alone, duration: 1d}
"""


def of(tmp_path, task):
    (tmp_path / "project.yaml").write_text(PROJECT)
    project = check_project(tmp_path).project
    found = trail(project, project.by_id[task])
    return None if found is None else found.html


def ids(html):
    return [part.split("<")[0] for part in html.split(">")[1::2] if not part.startswith(" ")]


def test_a_task_takes_deliverable_and_objective_from_the_tasks_above_it(tmp_path):
    assert [one for one in ids(of(tmp_path, "T-2")) if one] == ["OBJ-1", "DL-1", "T-1"]


def test_its_own_objective_comes_before_that_of_its_deliverable(tmp_path):
    assert ids(of(tmp_path, "T-3"))[0] == "OBJ-2"


def test_a_task_that_belongs_to_nothing_has_no_line(tmp_path):
    assert of(tmp_path, "T-4") is None


def test_a_deliverable_leads_up_to_its_objective_and_a_circle_ends(tmp_path):
    assert [one for one in ids(of(tmp_path, "DL-2")) if one] == ["OBJ-1", "DL-1"]
    assert [one for one in ids(of(tmp_path, "DL-3")) if one] == ["DL-4"]


def test_its_card_says_it_too(tmp_path):
    of(tmp_path, "T-2")
    site = compose(check_project(tmp_path), Revision(""))
    cards = json.loads(site.files[CARDS].decode().removeprefix("window.MilepostCards=").rstrip(";\n"))
    assert ["Serves", "OBJ-1 \u203a DL-1 \u203a T-1"] in cards["T-2"][4]


def test_a_label_within_a_record_is_no_link_to_a_record_of_that_name(tmp_path):
    (tmp_path / "project.yaml").write_text(
        PROJECT.replace(
            "title: The hall,", "title: The hall, acceptance_criteria: [{id: T-4, text: It stands.}],"
        )
    )
    checked = check_project(tmp_path)
    link = mentionable(checked.project, Cells(checked.project))
    assert link("T-4") is None
    assert link("T-3").startswith('<a class="mp-id" href="site:tasks.md#T-3"')
