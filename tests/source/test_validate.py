"""The fast validator and the one that explains say the same, and the explanation names the place."""

import copy
import gc
import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.load import load_schemas
from milepost.source.data import Document, Map
from milepost.source.dialect import BASE, FORMATS
from milepost.source.explain import explaining_validator
from milepost.source.folder import DiskFolder
from milepost.source.reader import read
from milepost.source.schemas import SchemaSet, load
from milepost.source.validate import SchemaCheck, refuse_to_fetch

SCHEMAS: SchemaSet = load_schemas()[0]


def _examples(schema: object, file: str, depth: int = 0) -> object:
    """One value with every field of a schema, made of the examples in it."""
    assert isinstance(schema, dict)
    schema, file = SCHEMAS.resolve(schema, file)
    examples = schema.get("examples")
    kind = schema.get("type")
    if kind == "object" and isinstance(schema.get("properties"), dict) and depth < 6:
        return {
            name: _examples(inner, file, depth + 1)
            for name, inner in schema["properties"].items()
            if not (name in {"tasks", "accounts"} and depth > 2)
        }
    if kind == "array" and isinstance(schema.get("items"), dict) and not examples and depth < 6:
        return [_examples(schema["items"], file, depth + 1)]
    if isinstance(examples, list) and examples:
        return copy.deepcopy(examples[0])
    if "enum" in schema:
        return schema["enum"][0]
    return {"object": {}, "array": [], "string": "text", "integer": 1, "number": 1, "boolean": True}.get(
        str(kind)
    )


REGISTERS = {
    name: _examples(schema, name)
    for name, schema in SCHEMAS.files.items()
    if "x-register" in schema
}  # fmt: skip
"""Of every register a file with every field."""


def _validators(name: str) -> tuple[jsonschema_rs.Draft202012Validator, jsonschema.Draft202012Validator]:
    fast = jsonschema_rs.Draft202012Validator(
        SCHEMAS.files[name],
        formats=FORMATS,
        validate_formats=True,
        base_uri=BASE + name,
        registry=jsonschema_rs.Registry([(BASE + file, schema) for file, schema in SCHEMAS.files.items()]),
        retriever=refuse_to_fetch,
    )
    return fast, explaining_validator(BASE + name, SCHEMAS)


VALIDATORS = {name: _validators(name) for name in REGISTERS}


@pytest.mark.parametrize("name", REGISTERS)
def test_both_validators_take_the_examples(name: str) -> None:
    fast, slow = VALIDATORS[name]
    errors = [error.message for error in slow.iter_errors(REGISTERS[name])]
    assert errors == []
    assert fast.is_valid(REGISTERS[name])


def _places(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _places(inner, (*path, index))


_STRANGE = [
    None, True, False, 0, -1, 1, 2.0, 0.5, 5, 6, 40, 101, 1e300, "", " ", "x", "X-1", "1", "R-1 FS+2d", "T-1 SS-50%", "10d", "3ed",
    "10 d", "-3d", "92 EUR", "1.200,50 EUR", "92 eur", "40%", "140%", "2026-02-28", "2026-02-30", "2026-02-29", "31.12.2026",
    "2026-07-01T08:00", "2026-07-01T24:00", "2026-07-01T25:00", "2026-7-1", "08:00-12:00", "24:00-25:00", "open", "Closed", "wont",
    "mailto:a@example.org", "javascript:alert(1)", "\u0661", "a\n", "ä", "😀", [], [[]], [None], ["x", "x"], {}, {"id": 5}, {"from": "2026-01-01"},
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.data())
def test_both_validators_agree_on_mutated_documents(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(list(REGISTERS)))
    document = copy.deepcopy(REGISTERS[name])
    for _ in range(data.draw(st.integers(1, 2))):
        path = data.draw(st.sampled_from(list(_places(document))))
        strange = copy.deepcopy(data.draw(st.sampled_from(_STRANGE)))
        if not path:
            document = strange
            break
        owner = document
        for step in path[:-1]:
            owner = owner[step]  # type: ignore[index]
        change = data.draw(st.sampled_from(["replace", "delete", "rename"]))
        if change == "replace":
            owner[path[-1]] = strange  # type: ignore[index]
        elif change == "rename" and isinstance(owner, dict):
            owner[f"{path[-1]}s"] = owner.pop(path[-1])
        else:
            del owner[path[-1]]  # type: ignore[attr-defined]
    fast, slow = VALIDATORS[name]
    assert fast.is_valid(document) == slow.is_valid(document), json.dumps(document)


def _check(register: str, text: str) -> list[tuple[str, str, str]]:
    reading = read(f"{register}.yaml", text)
    assert reading.findings == ()
    document = Document(f"{register}.yaml", register, text, reading.data)
    return [
        (one.rule, str(one.span), one.message + " " + one.remedy)
        for one in SchemaCheck(SCHEMAS).check(document)
    ]


_RISK = "risks:\n  - id: R-1\n    title: Late\n    type: threat\n    status: approved\n    cause: a\n    event: b\n    effect: c\n"


@pytest.mark.parametrize(
    ("line", "rule", "column", "words"),
    [
        ("onwer: mara", "schema/unknown-field", 5, "Did you mean `owner`?"),
        ("colour: red", "schema/unknown-field", 5, "Fields here: id, title"),
        ("tags: vendor", "schema/wrong-type", 11, "Write a list: [vendor]."),
        ("title: 5", "schema/wrong-type", 12, 'Put it into quotes: "5".'),
        ("strategy: avoids", "schema/unknown-value", 15, "Did you mean `avoid`?"),
        ("confidentiality: secret", "schema/unknown-value", 22, "One of: public, internal, restricted."),
        ("next_review: 31.12.2026", "schema/malformed-value", 18, "Write 2026-12-31."),
        ("next_review: 11.12.2026", "schema/malformed-value", 18,
         "Write 2026-12-11 for 11 December or 2026-11-12 for 12 November. --fix leaves it: only you know which."),
        ("next_review: 2026-02-30", "schema/malformed-value", 18, "February 2026 has 28 days"),
        ("next_review: 2026-1-5", "schema/malformed-value", 18, "is no date Write 2026-01-05."),
        ("next_review: 2026-13-05", "schema/malformed-value", 18, "there is no month 13"),
        ("next_review: 2326-01-05", "schema/malformed-value", 18, "outside the years 1900 to 2199"),
        ("next_review: 3/4/26", "schema/malformed-value", 18, "a year of two digits"),
        ("probability: 40", "schema/out-of-range", 18, "Write 40% or 0.4."),
        ("probability: 1.4", "schema/out-of-range", 18, "more than 1"),
        ("impact: {cost: 20000}", "schema/wrong-type", 20, "as in `20000 EUR`"),
        ("impact: {days: 10}", "schema/wrong-type", 20, "as in `10d`"),
        ("review_cadence: 2", "schema/wrong-type", 21, "as in `2w`"),
        ("likelihood: 6", "schema/out-of-range", 17, "more than 5"),
        ("owner: Mara Lindqvist", "schema/malformed-value", 12, "Id of a person"),
        ("response: [{action: Build, when: 2026-07-31}]", "schema/unknown-field", 32, "when"),
        ("response: [{due: 2026-07-31}]", "schema/missing-field", 17, "`action`"),
    ],
)  # fmt: skip
def test_the_words_name_place_and_cure(line: str, rule: str, column: int, words: str) -> None:
    text = _RISK.replace("    title: Late\n", "") if line.startswith("title") else _RISK
    found = _check("risks", f"{text}    {line}\n")
    assert [(one[0], one[1]) for one in found] == [(rule, f"risks.yaml:{8 + (text == _RISK)}:{column}")]
    assert words in found[0][2]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("start: 2026-12-01", "Dates are computed."),
        ("Due-date: 2026-12-01", "Write `deadline: 2026-07-06`."),
        ("constraint: 2026-12-01", "as in `constraint: {type: start-no-earlier-than, date: 2026-07-01}`"),
        ("constraint: {type: SNET, date: 2026-12-01}", "Did you mean `start-no-earlier-than`?"),
        ("constraint: {type: mso, date: 2026-12-01}", "Did you mean `must-start-on`?"),
        ("milestone: yes", 'must be true or false, not "yes" Write true.'),
        ("milestone: 1", "Write it as in `milestone: true`."),
        ("predecessors: [T-2FS+2d]", "lacks a space before the link type Write T-2 FS+2d."),
        ('predecessors: ["T-2, T-3"]', "Write each as an item of its own: [T-2, T-3]."),
        ("duration: -2d", "An overlap belongs to the link"),
    ],
)
def test_what_planners_write_elsewhere_is_answered(line: str, words: str) -> None:
    (found,) = _check("plan", f"tasks:\n  - id: T-1\n    name: Dig\n    {line}\n")
    assert words in found[2]


@pytest.mark.parametrize(
    ("written", "right", "safe"),
    [("T-1", "[T-1]", True), ('"T-1 SS+2d"', "[T-1 SS+2d]", True), ("T-1, T-2", "[T-1, T-2]", False)],
)
def test_a_list_of_one_without_its_brackets_is_put_right(written: str, right: str, safe: bool) -> None:
    text = f"tasks:\n  - id: T-3\n    name: Dig\n    predecessors: {written}\n"
    document = Document("plan.yaml", "plan", text, read("plan.yaml", text).data)
    (found,) = SchemaCheck(SCHEMAS).check(document)
    assert found.fix is not None
    assert (found.fix.safe, [edit.replacement for edit in found.fix.edits]) == (safe, [right])
    span = found.fix.edits[0].span
    assert text.splitlines()[span.line - 1][span.column - 1 : span.end_column - 1] == written


@pytest.mark.parametrize("written", ["|\n      T-1", "'it: is'", '"[T-1"'])
def test_what_is_more_than_words_is_left_alone(written: str) -> None:
    text = f"tasks:\n  - id: T-3\n    name: Dig\n    predecessors: {written}\n"
    document = Document("plan.yaml", "plan", text, read("plan.yaml", text).data)
    assert [one.fix for one in SchemaCheck(SCHEMAS).check(document)] == [None]


def test_all_mistakes_of_a_file_are_told_in_its_order() -> None:
    text = (
        _RISK
        + "    onwer: x\n  - id: R-2\n    title: 5\n"
        + "".join(f"    {line}\n" for line in ("type: thread", "cause: a"))
    )
    rules = [(one[0].partition("/")[2], int(one[1].split(":")[1])) for one in _check("risks", text)]
    assert rules == [
        ("unknown-field", 9), ("missing-field", 10), ("missing-field", 10), ("missing-field", 10), ("wrong-type", 11), ("unknown-value", 12),
    ]  # fmt: skip


def test_a_mistake_in_a_child_is_told_once_and_at_the_child() -> None:
    text = "tasks:\n  - id: T-1\n    name: A\n    tasks:\n      - id: T-2\n        name: B\n        tasks:\n          - id: T-3\n            nmae: C\n            colour: red\n"
    found = _check("plan", text)
    assert [(one[0], one[1]) for one in found] == [
        ("schema/unknown-field", "plan.yaml:9:13"),
        ("schema/unknown-field", "plan.yaml:10:13"),
    ]


def test_missing_fields_of_a_broken_file_are_not_told() -> None:
    reading = read("risks.yaml", "risks:\n  - id: R-1\n    titel: Late\n  - id: [\n")
    assert not reading.whole
    document = Document(
        "risks.yaml", "risks", "risks:\n  - id: R-1\n    titel: Late\n  - id: [\n", reading.data, broken=True
    )
    assert {one.rule for one in SchemaCheck(SCHEMAS).check(document)} <= {"schema/unknown-field"}


def test_registers_within_project_yaml_are_checked_like_their_own_files() -> None:
    head = "milepost: 1\nid: P-1\nname: X\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
    found = _check("project", head + "actions:\n  - id: A-1\n    due: 31.12.2026\n")
    assert {(one[0], one[1]) for one in found} == {
        ("schema/missing-field", "project.yaml:7:9"),
        ("schema/malformed-value", "project.yaml:8:10"),
    }


def test_a_misspelt_field_is_not_called_missing_too() -> None:
    found = _check("risks", _RISK.replace("title:", "titel:"))
    assert [one[0] for one in found] == ["schema/unknown-field"]


def test_a_missing_field_of_a_part_that_registers_share_is_told() -> None:
    found = _check("actions", "actions:\n  - id: A-1\n    title: Ask\n    escalation: {}\n")
    assert {one[0] for one in found} == {"schema/missing-field"}
    assert [words.split("`")[1] for _, _, words in found] == ["date", "to"]


def test_a_condition_without_a_rule_of_its_own(tmp_path: Path) -> None:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Vehicles",
        "description": "What we drive.",
        "type": "object",
        "additionalProperties": False,
        "x-register": {"name": "vehicles", "title": "Vehicles", "group": "Control", "order": 90},
        "properties": {
            "vehicles": {
                "type": "array",
                "x-records": {"kind": "vehicle", "title": "Vehicles", "prefix": "V-", "columns": ["id"]},
                "items": {
                    "type": "object",
                    "properties": {"id": {"type": "string", "not": {"pattern": "^X"}}},
                },
            }
        },
    }
    (tmp_path / "schema").mkdir()
    (tmp_path / "schema" / "vehicles.schema.json").write_text(json.dumps(schema))
    schemas, findings = load(Path(__file__).parents[2] / "schema", DiskFolder(tmp_path))
    assert findings == []
    text = "vehicles:\n  - id: X-1\n"
    document = Document("vehicles.yaml", "vehicles", text, read("vehicles.yaml", text).data)
    found = SchemaCheck(schemas).check(document)
    assert [(one.rule, str(one.span)) for one in found] == [("schema/invalid", "vehicles.yaml:2:9")]


def test_nothing_is_ever_fetched() -> None:
    with pytest.raises(LookupError):
        refuse_to_fetch("https://example.org/schema.json")


def test_an_empty_file_is_in_order() -> None:
    assert SchemaCheck(SCHEMAS).check(Document("risks.yaml", "risks", "", Map())) == []


def test_nothing_is_kept_when_a_check_is_over() -> None:
    check = SchemaCheck(SCHEMAS)
    assert check.check(Document("risks.yaml", "risks", "", read("risks.yaml", "risks: []\n").data)) == []
    assert _checks_kept() == 1
    del check
    assert _checks_kept() == 0


def _checks_kept() -> int:
    gc.collect()
    return sum(type(one) is SchemaCheck for one in gc.get_objects())
