"""The exported report keeps its schema, says what the engine computed, and comes out whatever is wrong."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from click.testing import CliRunner

from milepost.budget.evm import METHODS
from milepost.budget.excluded import Why
from milepost.checking import Checked, check_project
from milepost.checks import RULES
from milepost.cli import group
from milepost.control.dimensions import DIMENSIONS
from milepost.control.rag import Rag
from milepost.diagnostics import Rule, Severity
from milepost.diagnostics.example import BASE, laid_over_base
from milepost.exchange.report_json import FORMAT, report_json, report_schema, report_value
from milepost.exchange.scalars_json import instant, money, number
from milepost.history.revision import Revision
from milepost.portal.compose.site import compose
from milepost.schedule.instants import instant_text
from tests.rule_examples import write

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "example-project"
REAL = ROOT / "tests/schedule/real"
SCHEMA = json.loads(report_schema())
VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)
COMMIT = Revision("0123456789abcdef0123456789abcdef01234567")


def exported(folder: Path) -> dict:
    """The report of a folder, read back from its text; it fits the schema."""
    report = json.loads(report_json(check_project(folder), COMMIT))
    assert [f"{one.instance_path}: {one.message}" for one in VALIDATOR.iter_errors(report)] == []
    return report


def base(folder: Path, **changed: str) -> Path:
    """The small project of the rule examples with some files changed (plan="..." is plan.yaml)."""
    write(folder, {**BASE, **{f"{name}.yaml": text for name, text in changed.items()}})
    return folder


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check_project(EXAMPLE)


@pytest.fixture(scope="module")
def example(checked: Checked) -> dict:
    return json.loads(report_json(checked, COMMIT))


# The schema


def schemas(value: object, path: str = "#") -> Iterator[tuple[str, dict]]:
    """Every schema within the schema, with its place."""
    if not isinstance(value, dict):
        return
    yield path, value
    for key in ("properties", "$defs"):
        for name, inner in value.get(key, {}).items():
            yield from schemas(inner, f"{path}/{key}/{name}")
    for key in ("items", "additionalProperties", "if", "then", "else"):
        yield from schemas(value.get(key), f"{path}/{key}")


def test_schema_is_valid_json_schema() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_object_is_closed_but_records() -> None:
    for path, schema in schemas(SCHEMA):
        if schema.get("type") != "object" or path.endswith("/if"):
            continue
        if path == "#/$defs/record":
            continue
        if "properties" in schema:
            assert schema["additionalProperties"] is False, path
            assert schema["required"] == list(schema["properties"]), path
        else:  # a map: what it maps to is described
            assert isinstance(schema["additionalProperties"], dict), path


def test_every_property_is_described() -> None:
    described = [
        (f"{path}/{name}", inner)
        for path, schema in schemas(SCHEMA)
        for name, inner in schema.get("properties", {}).items()
    ]
    assert len(described) > 150
    for path, inner in described:
        assert inner["description"].endswith((".", ".)")), path


def test_amounts_and_durations_say_their_unit() -> None:
    units = re.compile(r"currency|working|days|ratio|percent|minutes|0 to 1")
    for path, schema in schemas(SCHEMA):
        about = schema.get("description", "") if "properties" in schema else ""
        for name, inner in schema.get("properties", {}).items():
            if inner.get("$ref", "").endswith(("money", "moneyOrNull", "numberOrNull")):
                assert units.search(inner["description"] + about), f"{path}/{name}"


def test_every_definition_is_used() -> None:
    used = set(re.findall(r'"#/\$defs/(\w+)"', report_schema()))
    assert used == set(SCHEMA["$defs"])


def test_vocabularies_are_the_programs() -> None:
    defs = SCHEMA["$defs"]
    colours = {one.value for one in Rag}
    assert set(defs["dimension"]["properties"]["rag"]["enum"]) == colours
    assert set(defs["reason"]["properties"]["rag"]["enum"]) == colours
    assert defs["estimates"]["properties"]["method"]["enum"] == list(METHODS)
    assert set(defs["excluded"]["properties"]["why"]["enum"]) == {one.value for one in Why}
    assert set(defs["diagnostic"]["properties"]["severity"]["enum"]) == {one.value for one in Severity}
    assert list(SCHEMA["properties"]["status"]["properties"]) == [
        "policy", "overall", *(name for name, _ in DIMENSIONS), "trend", "data_quality",
    ]  # fmt: skip
    assert SCHEMA["properties"]["format"]["const"] == FORMAT


# Reports fit it


def test_example_fits(example: dict) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(example)
    assert VALIDATOR.is_valid(example)
    assert example["diagnostics"]
    assert example["waived"]


def test_starter_project_fits(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["init", str(tmp_path / "demo"), "--start", "2026-03-02"])
    assert done.exit_code == 0
    report = exported(tmp_path / "demo")
    assert report["schedule"]["start"] == "2026-03-02T08:00"
    assert len(report["schedule"]["tasks"]) == len(report["registers"]["tasks"])


@pytest.mark.parametrize("plan", sorted(path.name for path in REAL.iterdir()))
def test_real_plans_fit(plan: str) -> None:
    assert exported(REAL / plan)["schedule"]["critical_path"]


@pytest.mark.parametrize(
    "text", ["", "milepost: 1\nid: P-1\nname: Empty\n", "milepost: 1\nname: [\n", "- 1\n"]
)
def test_projects_with_nothing_in_them_fit(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"project.yaml": text})
    report = exported(tmp_path)
    assert report["schedule"] is None
    assert report["budget"] is None
    assert report["risk"]["ranking"] == []
    assert report["status"]["overall"]["rag"] == "unknown"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_kind_of_broken_project_fits_and_brings_its_findings(rule: Rule, tmp_path: Path) -> None:
    write(tmp_path, laid_over_base(rule.bad))
    found = [one.rule for one in check_project(tmp_path).verdict.findings]
    assert [one["rule"] for one in exported(tmp_path)["diagnostics"]] == found


@pytest.mark.parametrize("files", [
    {"budget": BASE["budget.yaml"].replace("6000 EUR", f"{'9' * 60}.99 EUR")},
    {"project": BASE["project.yaml"].replace("2026-03-31", "9999-12-31")},
    {"project": BASE["project.yaml"].replace("start: 2026-01-05", "start: 0001-01-01")},
    {"plan": BASE["plan.yaml"].replace("duration: 25d", "duration: 999999999999d")},
    {"plan": "tasks: 7\n", "risks": "risks: {a: 1}\n", "budget": "[]\n", "people": "people: [1, [2]]\n"},
    {"risks": 'risks:\n  - {id: R-1, title: "a\\u0000b\\u2028", type: 3, likelihood: x}\n'},
])  # fmt: skip
def test_extreme_values_fit(tmp_path: Path, files: dict[str, str]) -> None:
    assert exported(base(tmp_path, **files))["registers"]


def test_file_names_that_are_no_text_can_be_written(tmp_path: Path) -> None:
    base(tmp_path)
    write(tmp_path, {os.fsdecode(b"risks/a\xffb.yaml"): "risks:\n  - {id: R-1, title: Late}\n"})
    report = exported(tmp_path)
    assert report["registers"]["risks"][0]["_file"] == "risks/a\ufffdb.yaml"
    report_json(check_project(tmp_path), COMMIT).encode()


@pytest.mark.parametrize("change", [
    lambda report: report["budget"].update(bac=1177529.92),
    lambda report: report["budget"].update(invented=1),
    lambda report: report["schedule"]["tasks"]["T-110"].pop("critical"),
    lambda report: report["status"]["cost"].update(rag="purple"),
    lambda report: report["schedule"].update(start="2026-02-02"),
    lambda report: report["diagnostics"][0].update(span={"file": "x"}),
    lambda report: report["registers"]["risks"][0].pop("_line"),
])  # fmt: skip
def test_schema_refuses_what_is_no_report(example: dict, change) -> None:
    report = json.loads(json.dumps(example))
    change(report)
    assert not VALIDATOR.is_valid(report)


# What it says


def test_same_input_gives_the_same_bytes() -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from milepost.checking import check_project\n"
        "from milepost.exchange.report_json import report_json\n"
        "from milepost.history.revision import Revision\n"
        f"sys.stdout.write(report_json(check_project(Path({str(EXAMPLE)!r})), Revision()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", script],
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_values_are_the_engines(checked: Checked, example: dict) -> None:
    report = checked.report
    schedule, budget, risk = report.schedule, report.budget, report.risk
    assert schedule is not None
    assert budget is not None
    assert risk is not None
    assert report.baseline is not None
    assert example["schedule"]["finish"] == instant_text(schedule.finish)
    assert example["schedule"]["baseline_finish"] == instant_text(report.baseline.finish)
    assert example["schedule"]["critical_path"] == list(schedule.critical_path)
    assert list(example["schedule"]["tasks"]) == list(schedule.tasks)
    for id_, task in schedule.tasks.items():
        shown = example["schedule"]["tasks"][id_]
        assert shown["late_finish"] == instant_text(task.late_finish)
        assert shown["total_float_minutes"] == task.total_float
        assert shown["free_float_minutes"] == task.free_float
        assert shown["remaining_start"] == instant_text(task.remaining_start)
        assert set(shown["driving_predecessors"]) == {one.predecessor for one in task.drivers}
        assert shown["total_float_days"] == pytest.approx(task.total_float_days, abs=1e-6)
        frozen = report.baseline.tasks.get(id_)
        assert shown["baseline_start"] == (None if frozen is None else instant_text(frozen.start))
    cents = Decimal("0.01")
    assert Decimal(example["budget"]["bac"]) == budget.performance.bac.quantize(cents)
    assert Decimal(example["budget"]["eac"]["selected"]) == budget.forecast.selected.quantize(cents)
    assert example["budget"]["cpi"] == pytest.approx(float(budget.performance.cpi), abs=1e-6)
    assert list(example["budget"]["accounts"]) == list(budget.accounts)
    assert Decimal(example["budget"]["ladder"]["total"]) == budget.ladder.total.quantize(cents)
    assert [point["day"] for point in example["budget"]["curve"]] == [p.day.isoformat() for p in budget.curve]
    assert Decimal(example["risk"]["exposure"]["current"]["net"]) == risk.current.net.quantize(cents)
    assert example["risk"]["ranking"] == list(risk.ranking)
    assert example["status"]["overall"]["rag"] == report.status.overall.rag.value
    assert len(example["diagnostics"]) == len(checked.verdict.findings)
    assert example["source"] == {"commit": COMMIT.commit, "dirty": False}


def test_what_runs_by_the_clock_is_counted_in_days_by_the_clock(tmp_path: Path) -> None:
    plan = """\
tasks:
  - {id: T-1, name: Dry, duration: 3ed}
  - {id: T-2, name: Write, duration: 10d}
"""
    tasks = exported(base(tmp_path, plan=plan))["schedule"]["tasks"]
    shown = ("elapsed", "minutes_per_day", "duration_days")
    assert [tasks["T-1"][key] for key in shown] == [True, 1440, 3]
    assert [tasks["T-2"][key] for key in shown] == [False, 480, 10]
    for task in tasks.values():
        assert task["total_float_days"] == round(task["total_float_minutes"] / task["minutes_per_day"], 6)


def test_accounts_and_causes_add_up(example: dict) -> None:
    budget = example["budget"]
    roots = [one for one in budget["accounts"].values() if one["parent"] is None]
    for key in ("bac", "pv", "ev", "ac"):
        total = sum(Decimal(one[key]) for one in roots)
        assert abs(total - Decimal(budget[key])) <= Decimal("0.01") * len(roots), key
    assert Decimal(budget["cv"]) == sum(map(Decimal, budget["cost_variance"].values()))


def test_records_keep_the_fields_they_are_written_with(checked: Checked, example: dict) -> None:
    """A requirement has a `source` and an objective a `parent` of its own; what is added takes neither."""
    for key, kind in (("requirements", "requirement"), ("objectives", "objective"), ("actions", "action")):
        written = {record.id: dict(record.data) for record in checked.project.all(kind)}
        for shown in example["registers"][key]:
            fields = {name: value for name, value in shown.items() if not name.startswith("_")}
            assert fields == written[shown["id"]]
            assert shown["_file"] == f"{key}.yaml"
    assert {"source", "parent"} <= {name for one in example["registers"]["requirements"] for name in one} | {
        name for one in example["registers"]["objectives"] for name in one
    }


def test_tasks_name_their_parent_and_do_not_hold_their_children(example: dict) -> None:
    parents = {one["id"]: one.get("_parent") for one in example["registers"]["tasks"]}
    assert parents == {id_: task["parent"] for id_, task in example["schedule"]["tasks"].items()}
    assert not any("tasks" in one for one in example["registers"]["tasks"])


def test_markdown_records_bring_their_text(example: dict) -> None:
    meeting = example["registers"]["meetings"][0]
    assert meeting["_body"].strip()
    text = (EXAMPLE / meeting["_file"]).read_text("utf-8")
    assert text.endswith(meeting["_body"]) or meeting["_body"].strip() in text


def test_project_yaml_is_there_without_the_registers_it_may_hold(tmp_path: Path) -> None:
    risk = "risks:\n  - {id: R-1, title: Late, type: threat}\ntolerances: {cost: {amber: 3%, red: 8%}}\n"
    report = exported(base(tmp_path, project=BASE["project.yaml"] + risk))
    (charter,) = report["registers"]["project"]
    assert charter["tolerances"] == {"cost": {"amber": "3%", "red": "8%"}}
    assert "risks" not in charter
    assert report["registers"]["risks"][0]["_file"] == "project.yaml"
    assert report["project"]["manager"] == "mara"
    assert report["project"]["phase"] is None


def test_a_broken_plan_leaves_the_findings_and_everything_that_does_not_hang_on_it(tmp_path: Path) -> None:
    loop = BASE["plan.yaml"].replace(
        "        duration: 10d\n", "        duration: 10d\n        predecessors: [T-3]\n"
    )
    report = exported(base(tmp_path, plan=loop))
    assert report["schedule"] is None
    assert len(report["registers"]["tasks"]) == 4
    (finding,) = [one for one in report["diagnostics"] if one["rule"] == "schedule/dependency-cycle"]
    assert finding["severity"] == "error"
    assert finding["span"]["file"] == "plan.yaml"
    assert finding["span"]["line"] in range(1, 25)


@pytest.mark.parametrize(("value", "text"), [
    (Decimal("1250.5"), "1250.50"), (Decimal("-0.001"), "0.00"), (Decimal("1E+3"), "1000.00"),
    (Decimal("-12.345"), "-12.34"), (Decimal(10) ** 40 + Decimal("0.25"), f"1{'0' * 40}.00"), (None, None),
])  # fmt: skip
def test_money_is_decimal_text(value: Decimal | None, text: str | None) -> None:
    assert money(value) == text


def test_numbers_and_instants_at_their_bounds() -> None:
    assert number(Decimal(1) / 3) == 0.333333
    assert number(Decimal("-0.0000001")) == 0
    assert instant((date.max.toordinal() - date(1970, 1, 1).toordinal() + 1) * 1440) == "9999-12-31T23:59"
    assert instant(-(2**40)) == "0001-01-01T00:00"
    assert instant(0) == "1970-01-01T00:00"


# Where it comes out


def test_site_ships_both_beside_each_other(checked: Checked) -> None:
    files = compose(checked, COMMIT).files
    assert files["data/report.schema.json"] == report_schema().encode()
    assert json.loads(files["data/report.json"]) == report_value(checked, COMMIT)


def test_fields_named_in_the_handbook_exist(example: dict) -> None:
    page = (ROOT / "docs/report-json.md").read_text("utf-8")
    table = page.partition("## What is in it")[2].partition("How values are written")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("|")]
    named = re.findall(r"`(\w+)`", "".join(rows))
    assert set(named) == set(SCHEMA["properties"])
    paths = [re.findall(r'"(\w+)"', path) for path in re.findall(r'report((?:\["\w+"\])+)', page)]
    paths += [path.split(".") for path in re.findall(r"jq[^|\n]*'\.([a-z_.]+)", page)]
    assert len(paths) == 6
    for path in paths:
        value = example
        for key in path:
            value = value[key]
        assert value
