"""YAML is read as YAML 1.2 core would, strictly, with places, and the same by both parsers."""

import json
import math

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.diagnostics.example import BASE
from milepost.source.data import Document, Map, Seq, Value
from milepost.source.python_parser import PythonLoader
from milepost.source.reader import LIBYAML, MAX_DEPTH, MAX_FINDINGS, read, read_with
from milepost.source.reading import Reading
from milepost.source.scalars import LARGEST_INTEGER, NumberOutOfRangeError, plain

TEXTS = (
    *BASE.values(),
    "a: |\n  x\n  y\n\nb: >-\n  foo\n  bar\nc: 'it''s'\nd: \"e\\n\\u00e9\"\n",
    "a: [1, 2, {b: c}]\n# c\nd:\n- x\n- y: 1\n  z: 2\n-\n- - a\n  - b\n",
    "? a\n: b\n",
    "a:\n\nb: ~\nc: {d: , e: [f: ]}\n",
    "a: [b:\n ]\nc: {d: # nothing yet\n }\n",
    "c: [? d]\n",
    "{}\n",
    "",
    "# only a comment\n",
    "---\na: 1\n...\n",
    "a: 1\r\nb:\r\n  - 2\r\n",
    "a: 1\rb: 2\r",
    "é: ü\nx: 😀\ny: z\n",
    "a: b\t\nc:\td\ne: [f\t,\tg]\nh: |\t# kept\n  i\n",
    "a: [is it ready?, http://example.org/?q=1, a:b]\n",
    "a: two\n  lines\n\n  and a third\nb: x\n",
    'a: "double\n  folded"\n',
    "a: [\n  1,\n  2\n]\n",
    "a: >2\n   indented\n  less\nb: |+\n  kept\n\n",
)
"""Texts of every form that registers use."""

MISTAKES = {
    "a: [?]\n": ("source/syntax-error", 1),
    "a: [?, b]\n": ("source/syntax-error", 1),
    "risks:\n\t- id: R-1\n": ("source/tab-indentation", 2),
    "a:\n  b: 1\n\tc: 2\n": ("source/tab-indentation", 3),
    "title: Late: again\n": ("source/syntax-error", 1),
    "a: 1\n b: 2\n": ("source/syntax-error", 2),
    "a:\n  - b\n - c\n": ("source/syntax-error", 3),
    "a: 'open\nb: 2\n": ("source/syntax-error", 1),
    "a: [1, 2\nb: 3\n": ("source/syntax-error", 2),
    "a: [1, 2\n": ("source/syntax-error", 1),
    "a:\n  - {b: 1\n\n": ("source/syntax-error", 2),
    "a: [\n\n": ("source/syntax-error", 1),
    "a: {b: 1]\n": ("source/syntax-error", 1),
    "a: @home\n": ("source/syntax-error", 1),
    "a: `code`\n": ("source/syntax-error", 1),
    "a: 50% of it\nb: %done\n": ("source/syntax-error", 2),
    'a: "C:\\Users"\n': ("source/syntax-error", 1),
    "a: 1\nb\nc: 2\n": ("source/syntax-error", 3),
    "a: [b:[c]]\n": ("source/syntax-error", 1),
    "- a\nb: c\n": ("source/syntax-error", 2),
    "a: *b\n": ("source/alias", 1),
    "a: &b c\n": ("source/anchor", 1),
    "a: !c d\n": ("source/tag", 1),
    "a: 1\na: 2\n": ("source/duplicate-key", 2),
    "<<: {a: 1}\n": ("source/merge-key", 1),
    "a: 1\n---\nb: 2\n": ("source/second-document", 2),
    "[a, b]: c\n": ("source/complex-key", 1),
    "- a\n- b\n": ("source/not-a-mapping", 1),
    "only words\n": ("source/not-a-mapping", 1),
    "a: .inf\n": ("source/number-out-of-range", 1),
    "a: \x07\n": ("source/control-character", 1),
}
"""Mistakes that people make, with the rule and the line of the first finding."""


def _told(value: Value) -> object:
    """Everything that is known of a value, places included, as something that can be compared."""
    if isinstance(value, Map):
        return ("Map", value.mark, {key: _told(inner) for key, inner in value.items()}, value.marks)
    if isinstance(value, Seq):
        return ("Seq", value.mark, [_told(inner) for inner in value], value.marks)
    return (type(value).__name__, value)


def _both(text: str) -> tuple[Reading, Reading]:
    return read_with(yaml.CSafeLoader, "a.yaml", text), read_with(PythonLoader, "a.yaml", text)


def _first(reading: Reading) -> tuple[str, int]:
    finding = reading.findings[0]
    assert finding.span is not None
    return finding.rule, finding.span.line


needs_libyaml = pytest.mark.skipif(not LIBYAML, reason="this PyYAML has no libyaml to compare with")


@needs_libyaml
@pytest.mark.parametrize("text", TEXTS)
def test_both_parsers_read_the_same(text: str) -> None:
    fast, slow = _both(text)
    assert fast.whole
    assert _told(fast.data) == _told(slow.data)
    assert fast.findings == slow.findings


@needs_libyaml
@pytest.mark.parametrize("text", MISTAKES)
def test_both_parsers_find_the_same_mistake_in_the_same_words(text: str) -> None:
    fast, slow = _both(text)
    assert fast.findings[0].message == slow.findings[0].message
    assert _first(fast) == _first(slow)
    assert fast.whole == slow.whole


_PIECES = [
    *"abc:-?[]{},#&*|>'\"%@`\\ \n\t~<=0.é",
    "\r\n",
    "\u2028",
    "😀",
    "- ",
    ": ",
    "  ",
    "key: ",
    "\n  ",
    "# ",
]


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    """A good text with some pieces deleted or put in. Tags are left out: both parsers refuse every one."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(text)))
        drop = draw(st.integers(0, 3))
        text = text[:place] + draw(st.sampled_from([*_PIECES, ""])) + text[place + drop :]
    return text


@needs_libyaml
@settings(max_examples=400, deadline=None)
@given(_mutated())
def test_both_parsers_agree_whatever_is_written(text: str) -> None:
    fast, slow = _both(text)
    assert fast.whole == slow.whole
    if fast.whole:
        assert _told(fast.data) == _told(slow.data)
        assert fast.findings == slow.findings


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read_without_an_exception_and_spans_lie_in_it(text: str) -> None:
    reading = read("a.yaml", text)
    lines = text.count("\n") + text.count("\r") + 1
    assert all(finding.span is not None and 1 <= finding.span.line <= lines for finding in reading.findings)
    assert reading.whole or reading.findings


@pytest.mark.parametrize(("text", "expected"), MISTAKES.items())
def test_a_mistake_is_found_at_its_line(text: str, expected: tuple[str, int]) -> None:
    assert _first(read("a.yaml", text)) == expected


_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=12
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_WORDS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(_VALUES)
def test_json_is_yaml(value: object) -> None:
    reading = read("a.yaml", json.dumps({"value": value}, ensure_ascii=False))
    assert reading.findings == ()
    assert reading.data == {"value": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [("", None), ("~", None), ("null", None), ("Null", None), ("NULL", None), ("nULL", "nULL"), ("none", "none"),
     ("true", True), ("True", True), ("FALSE", False), ("yes", "yes"), ("No", "No"), ("NO", "NO"), ("on", "on"), ("off", "off"), ("y", "y"),
     ("0", 0), ("-0", 0), ("+7", 7), ("010", 10), ("0o14", 12), ("0x1F", 31), ("0b1", "0b1"), ("1_000", "1_000"),
     ("1:30", "1:30"), ("12:30:45", "12:30:45"), ("1.", 1.0), (".5", 0.5), ("-1.5e3", -1500.0), ("1e3", 1000.0),
     ("1.2.3", "1.2.3"), ("1e", "1e"), (".", "."), ("-", "-"), ("+", "+"), ("--1", "--1"), ("2026-07-01", "2026-07-01"),
     ("2026-07-01T08:00", "2026-07-01T08:00"), ("0o8", "0o8"), ("0xG", "0xG"), ("1 000", "1 000"), ("92 EUR", "92 EUR"),
     (str(LARGEST_INTEGER), 2**53), (".nano", ".nano"), ("=", "="), ("<<", "<<")],
)  # fmt: skip
def test_plain_scalars_are_those_of_yaml_1_2_core(text: str, value: object) -> None:
    found = plain(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [".inf", "-.Inf", "+.INF", ".nan", ".NaN", "1e999", "-1e999", str(2**53 + 1), "9" * 400, "0x" + "F" * 30],
)
def test_numbers_that_cannot_be_kept_are_refused(text: str) -> None:
    with pytest.raises(NumberOutOfRangeError):
        plain(text)


def test_quoted_scalars_are_text() -> None:
    data = read("a.yaml", "a: '10'\nb: \"true\"\nc: |\n  5\n").data
    assert data == {"a": "10", "b": "true", "c": "5\n"}


def test_keys_are_text() -> None:
    assert list(read("a.yaml", "1: a\ntrue: b\nnull: c\n").data) == ["1", "true", "null"]


def test_every_value_and_key_has_its_place() -> None:
    text = "risks:\n  - id: R-1\n    title: Late interface   # why\n    tags: [a, b]\n"
    data = read("risks.yaml", text).data
    document = Document("risks.yaml", "risks", text, data)
    risk = document.at(["risks", 0])
    assert (risk.line, risk.column, risk.end_line) == (2, 5, 4)
    title = document.at(["risks", 0, "title"])
    assert (title.line, title.column, title.end_column) == (3, 12, 26)
    tag = document.at(["risks", 0, "tags", 1])
    assert (tag.line, tag.column, tag.end_column) == (4, 15, 16)


def test_columns_count_characters() -> None:
    text = "ä: {😀: x}\n"
    span = Document("a.yaml", "a", text, read("a.yaml", text).data).at(["ä", "😀"])
    assert (span.column, span.end_column) == (8, 9)


def test_front_matter_is_read_with_places_in_the_whole_text() -> None:
    text = "---\nid: MTG-1\nid: MTG-2\n---\nbody: [\n"
    reading = read("a.md", text, base=4, end=text.index("---\nbody"))
    assert reading.data == {"id": "MTG-1"}
    assert [str(finding.span) for finding in reading.findings] == ["a.md:3:1"]


def test_every_finding_of_a_file_is_told_and_the_rest_is_read() -> None:
    reading = read("a.yaml", "a: &x 1\nb: *x\nc: !t 2\nc: 3\nd: .inf\ne: fine\n")
    assert [finding.rule.partition("/")[2] for finding in reading.findings] == [
        "anchor", "alias", "tag", "duplicate-key", "number-out-of-range",
    ]  # fmt: skip
    assert reading.whole
    assert reading.data["e"] == "fine"
    assert reading.data["c"] == "2"


def test_an_alias_bomb_expands_to_nothing() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    reading = read("a.yaml", "\n".join(lines))
    assert {finding.rule for finding in reading.findings} == {"source/anchor", "source/alias"}
    assert reading.data["a59"] == [None, None]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_depth_has_a_limit(opening: str) -> None:
    assert "source/too-deep" not in {
        finding.rule for finding in read("a.yaml", "a:\n  " + opening * (MAX_DEPTH - 2)).findings
    }
    deep = read("a.yaml", "a:\n  " + opening * 1_000_000)
    assert deep.findings[-1].rule == "source/too-deep"
    assert not deep.whole


def test_findings_have_a_limit() -> None:
    reading = read("a.yaml", "".join(f"a{n}: &x 1\n" for n in range(10_000)))
    assert len(reading.findings) == MAX_FINDINGS
    assert not reading.whole


def test_numbers_keep_their_value() -> None:
    value = read("a.yaml", "a: 0.1\n").data["a"]
    assert isinstance(value, float)
    assert math.isclose(value, 0.1)
