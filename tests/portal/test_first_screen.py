"""The first screen says what it says in the words and dates of its readers."""

import shutil
from pathlib import Path

import pytest

from milepost.checking import check_project
from milepost.portal.compose.dashboard import dashboard_view
from milepost.portal.formats import Formats

EXAMPLE = Path(__file__).resolve().parents[2] / "example-project"


def view_of(project):
    return dashboard_view(check_project(project), Formats())


@pytest.fixture(scope="module")
def view():
    return view_of(EXAMPLE)


def test_the_status_is_a_colour_and_what_it_means(view):
    assert view.overall.badge.text == "Amber: needs attention"


def test_finish_and_cost_come_first_with_formula_inputs_and_source(view):
    finish, cost = view.figures[:2]
    assert finish.headline
    assert cost.headline
    for figure in (finish, cost):
        assert figure.formula
        assert figure.inputs
        assert figure.sources[0].line > 0
    assert [one.label for one in cost.inputs] == ["Budget (BAC)", "Earned value (EV)", "Actual cost (AC)"]


def test_what_is_new_is_dated_after_the_last_report_that_was_released(view):
    assert view.since.day.isoformat() == "2026-11-06"
    told = {item.title: {link.id for link in item.links} for item in view.since.items}
    assert "I-7" in told["New issues"]
    assert "R-16" in told["New risks"]


def test_what_only_looks_like_a_date_stays_as_it_is_written(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project)
    settings = project / "project.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "as Aarebit has agreed" in text
    changed = text.replace("as Aarebit has agreed", "agreed 2026-11-02, not 2026-02-31")
    settings.write_text(changed, encoding="utf-8")
    said = " ".join(reason.text for one in view_of(project).dimensions for reason in one.reasons)
    assert "agreed 2 Nov 2026, not 2026-02-31" in said
