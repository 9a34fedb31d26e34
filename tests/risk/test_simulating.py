"""The simulation of a checked project: only when asked for, and from the cache where nothing has changed."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from milepost.checking import check_project
from milepost.exchange.report_json import report_schema, report_value
from milepost.history.revision import Revision
from milepost.risk.simulation import percentiles
from milepost.risk.simulation.fingerprint import fingerprint
from milepost.risk.simulation.stored import simulation_of_text, text_of
from milepost.simulating import inputs_of, percentiles_of, percentiles_that_differ, simulated
from milepost.source.user_cache import FolderStore, NoStore

EXAMPLE = Path(__file__).parents[2] / "example-project"
PROJECT = """\
milepost: 1
id: P-1
name: New catalogue
manager: mara
start: 2026-06-01
target_finish: 2026-06-19
status_date: 2026-06-01
calendar: std
currency: EUR
risk: {simulation: {iterations: 200}}
calendars:
  - id: std
    name: Week
    week: {monday: ["08:00-16:00"], tuesday: ["08:00-16:00"], wednesday: ["08:00-16:00"], thursday: ["08:00-16:00"]}
people:
  - {id: mara, name: Mara Lindqvist, email: mara@example.org}
tasks:
  - {id: T-1, name: Map, owner: mara, duration: 8d, estimate: {optimistic: 6d, pessimistic: 14d}}
"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "project.yaml").write_text(PROJECT)
    return folder


class Counted:
    def __init__(self):
        self.calls = []

    def __call__(self, done, of):
        self.calls.append((done, of))


def test_a_check_neither_simulates_nor_imports_numpy(project):
    assert check_project(project).report.simulation is None
    script = (
        "import sys; from pathlib import Path; from milepost.checking import check_project;"
        f"check_project(Path({str(EXAMPLE)!r}));"
        "print([name for name in sys.modules if name == 'numpy' or name.startswith('milepost.risk.simulation.')])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.strip()
    assert "numpy" not in loaded
    assert "engine" not in loaded


def test_an_unchanged_project_is_simulated_once(project, tmp_path):
    store, first, second = FolderStore(tmp_path / "cache"), Counted(), Counted()
    made = simulated(check_project(project), first, store=store).report.simulation
    kept = simulated(check_project(project), second, store=store).report.simulation
    assert first.calls == [(200, 200)]
    assert second.calls == []
    assert kept == made
    assert made.iterations == 200


def test_a_change_of_the_plan_is_simulated_and_one_of_a_name_is_not(project, tmp_path):
    store = FolderStore(tmp_path / "cache")
    simulated(check_project(project), store=store)
    renamed, longer = Counted(), Counted()
    (project / "project.yaml").write_text(PROJECT.replace("name: Map", "name: Map the fields"))
    simulated(check_project(project), renamed, store=store)
    (project / "project.yaml").write_text(PROJECT.replace("14d", "15d"))
    simulated(check_project(project), longer, store=store)
    assert renamed.calls == []
    assert longer.calls == [(200, 200)]


@pytest.mark.parametrize("damage", ["", "nonsense", "{}", "[1,2]"])
def test_a_damaged_entry_is_made_anew(project, tmp_path, damage):
    store = FolderStore(tmp_path / "cache")
    made = simulated(check_project(project), store=store).report.simulation
    (entry,) = (tmp_path / "cache").iterdir()
    hash_ = entry.read_text().partition("\n")[0]
    entry.write_text(f"{hash_}\n{damage}")
    assert simulated(check_project(project), store=store).report.simulation == made


def test_the_example_survives_the_cache_and_has_the_same_hash_in_every_process():
    checked = check_project(EXAMPLE)
    result = simulated(checked, iterations=300, store=NoStore()).report.simulation
    assert simulation_of_text(text_of(result)) == result
    script = (
        "from pathlib import Path; from tests.risk.test_simulating import *;"
        "print(fingerprint(inputs_of(check_project(EXAMPLE)), 'v'))"
    )
    root = Path(__file__).parents[2]
    found = {
        subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=root
        ).stdout
        for _ in range(2)
    }
    assert found == {fingerprint(inputs_of(checked), "v") + "\n"}


def test_seed_and_iterations_may_be_asked_for(project):
    checked = check_project(project)
    one = simulated(checked, iterations=120, seed=5, store=NoStore()).report.simulation
    assert (one.iterations, one.seed) == (120, 5)
    other = simulated(checked, iterations=120, seed=6, store=NoStore()).report.simulation
    assert one.finish != other.finish


def test_every_field_of_the_inputs_changes_the_hash(project):
    inputs = inputs_of(check_project(project))
    changed = (
        replace(inputs, seed=2),
        replace(inputs, iterations=201),
        replace(inputs, confidence=90.0),
        replace(inputs, durations={}),
        replace(inputs, finish_goals=()),
        replace(inputs, network=replace(inputs.network, start=inputs.network.start + 1)),
    )
    hashes = {fingerprint(one, "v") for one in (inputs, *changed)} | {fingerprint(inputs, "w")}
    assert len(hashes) == len(changed) + 2


def test_nothing_uncertain_and_no_plan_have_no_simulation(project):
    certain = PROJECT.replace("estimate: {optimistic: 6d, pessimistic: 14d}", "")
    for text in (certain, certain[: certain.index("tasks:")]):
        (project / "project.yaml").write_text(text)
        assert simulated(check_project(project), store=NoStore()).report.simulation is None


def test_the_report_holds_the_simulation_as_its_schema_says():
    checked = simulated(check_project(EXAMPLE), iterations=300, store=NoStore())
    value = report_value(checked, Revision("", dirty=False))
    validator = jsonschema.Draft202012Validator(json.loads(report_schema()))
    assert [error.message for error in validator.iter_errors(value)] == []
    found, result = value["risk"]["simulation"], checked.report.simulation
    assert found["iterations"] == 300
    assert found["finish"]["p80"] == found["finish"]["percentiles"][80]
    assert found["finish"]["p50"] <= found["finish"]["p80"] <= found["finish"]["p90"]
    assert found["cost"]["p80"] == str(result.cost.p80)
    assert sum(bar["count"] for bar in found["finish"]["histogram"]) == 300
    assert set(found["risks"]) == set(result.risks)
    assert value["risk"]["simulation"]["tasks"]["T-412"]["criticality"] > 0


class Remembering(NoStore):
    def __init__(self):
        self.texts = {}

    def read(self, key):
        return self.texts.get(key)

    def write(self, key, text):
        self.texts[key] = text


def test_percentiles_alone_are_those_of_the_whole_simulation(project, monkeypatch):
    checked, store = check_project(project), Remembering()
    found = percentiles_of(checked, store)
    assert found == simulated(checked, store=NoStore()).report.simulation.percentiles
    assert found.finish_p50 < found.finish_p80
    monkeypatch.setattr(percentiles, "percentiles", None)
    assert percentiles_of(checked, store) == found
    whole = Remembering()
    simulated(checked, store=whole)
    assert percentiles_of(checked, whole) == found
    (project / "project.yaml").write_text(
        PROJECT.replace(", estimate: {optimistic: 6d, pessimistic: 14d}", "")
    )
    assert percentiles_of(check_project(project), store) is None


@pytest.mark.parametrize("damage", ["", "nonsense", "{}", "[1,2]", '[1,2,3,4,5,"x"]', "[1,2,3,4,null]"])
def test_damaged_percentiles_are_made_anew(project, damage):
    checked, store = check_project(project), Remembering()
    made = percentiles_of(checked, store)
    ((key, text),) = store.texts.items()
    store.texts[key] = text.partition("\n")[0] + "\n" + damage
    assert percentiles_of(checked, store) == made


def test_nothing_is_simulated_where_two_states_are_simulated_alike(project, monkeypatch):
    before = check_project(project)
    (project / "project.yaml").write_text(PROJECT.replace("name: Map", "name: Map the fields"))
    renamed = check_project(project)
    (project / "project.yaml").write_text(PROJECT.replace("14d", "15d"))
    longer, seen = check_project(project), Counted()
    assert percentiles_that_differ(before, longer, seen, store=NoStore()) == (
        percentiles_of(before, NoStore()),
        percentiles_of(longer, NoStore()),
    )
    assert seen.calls == [(200, 200), (200, 200)]
    monkeypatch.setattr(percentiles, "percentiles", None)
    assert percentiles_that_differ(before, renamed, store=NoStore()) == (None, None)
