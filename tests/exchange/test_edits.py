"""Edits of YAML texts: only the lines meant change, in the style that is there, and the result reads as meant."""

import difflib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from milepost.exchange.editing.edits import AppendItem, Edit, EditError, RemoveField, SetField, edited
from milepost.exchange.editing.records import path_of
from milepost.exchange.editing.yaml_text import field, flow, scalar
from milepost.load import load_project
from milepost.source.reader import read

EXAMPLE = Path(__file__).parents[2] / "example-project"

ACTIONS = """\
# The log.
actions:
  - id: A-1   # first
    title: 'Call'
    done:
    tags: [a]

  # The second one is older.
  - id: A-2
    title: >-
      Write to
      everybody
    source: {meeting: M-1, page: 2}
    notes: |
      Line

# The end.
"""


def diff(before: str, after: str) -> list[str]:
    """The lines of a unified diff that are added or removed, without their line ends."""
    lines = difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0)
    return [line.rstrip("\r\n") for line in lines if not line.startswith(("---", "+++", "@@"))]


def changed(text: str, *edits: Edit) -> list[str]:
    return diff(text, edited("actions.yaml", text, edits))


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (SetField(("actions", 0), "id", "A-9"), ["-  - id: A-1   # first", "+  - id: A-9   # first"]),
        (SetField(("actions", 0), "title", "It's"), ["-    title: 'Call'", "+    title: 'It''s'"]),
        (SetField(("actions", 0), "done", "2026-01-05"), ["-    done:", "+    done: 2026-01-05"]),
        (SetField(("actions", 0), "owner", "mara", ("title", "id")), ["+    owner: mara"]),
        (AppendItem(("actions", 0), "tags", "b, c"), ["-    tags: [a]", '+    tags: [a, "b, c"]']),
        (
            SetField(("actions", 1), "title", "Write"),
            ["-    title: >-", "-      Write to", "-      everybody", "+    title: Write"],
        ),
        (
            SetField(("actions", 1, "source"), "page", 3),
            ["-    source: {meeting: M-1, page: 2}", "+    source: {meeting: M-1, page: 3}"],
        ),
        (
            SetField(("actions", 1, "source"), "item", "NO", ("meeting",)),
            ["-    source: {meeting: M-1, page: 2}", '+    source: {meeting: M-1, item: "NO", page: 2}'],
        ),
        (
            RemoveField(("actions", 1, "source"), "meeting"),
            ["-    source: {meeting: M-1, page: 2}", "+    source: {page: 2}"],
        ),
        (RemoveField(("actions", 1), "notes"), ["-    notes: |", "-      Line"]),
        (SetField(("actions", 1), "closed", "2026-01-05"), ["+    closed: 2026-01-05"]),
        (
            AppendItem((), "actions", {"id": "A-3", "title": "Ask: why?"}),
            ["+  - id: A-3", '+    title: "Ask: why?"', "+"],  # an empty line, as between the others
        ),
        (AppendItem((), "more", {"id": "X-1"}), ["+more:", "+  - id: X-1"]),
    ],
)
def test_only_the_lines_meant_change(edit: Edit, lines: list[str]) -> None:
    assert changed(ACTIONS, edit) == lines
    assert changed(ACTIONS.replace("\n", "\r\n"), edit) == lines


def test_a_new_field_stands_behind_the_first_one_that_is_there() -> None:
    after = edited("a.yaml", ACTIONS, (SetField(("actions", 0), "owner", "mara", ("nowhere", "title")),))
    assert "    title: 'Call'\n    owner: mara\n    done:\n" in after


def test_line_ends_of_the_file_are_kept() -> None:
    windows = "actions:\r\n  - id: A-1\r\n"
    after = edited("a.yaml", windows, (AppendItem((), "actions", {"id": "A-2", "title": "x"}),))
    assert after == "actions:\r\n  - id: A-1\r\n  - id: A-2\r\n    title: x\r\n"


def test_a_file_without_a_last_line_end_stays_without() -> None:
    after = edited("a.yaml", "a:\n- x: 1", (AppendItem((), "a", {"x": 2, "z": "b"}),))
    assert after == "a:\n- x: 1\n- x: 2\n  z: b"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", "a:\n  - id: X\n"),
        ("# nothing yet\n", "# nothing yet\na:\n  - id: X\n"),
        ("a:\n", "a:\n  - id: X\n"),
        ("a:  # none\nb: 1\n", "a:  # none\n  - id: X\nb: 1\n"),
        ("a: []\nb: 1\n", "a:\n  - id: X\nb: 1\n"),
        ("a: []  # none\n", "a:  # none\n  - id: X\n"),
        ("a: [{id: W}]\n", "a: [{id: W}, {id: X}]\n"),
        ("a:\n  - {id: W}\n", "a:\n  - {id: W}\n  - {id: X}\n"),
        ("a:\n-   id: W\n    b: 1\n", "a:\n-   id: W\n    b: 1\n-   id: X\n"),
        ("a:\n  -\n    id: W\n", "a:\n  -\n    id: W\n  - id: X\n"),
        ("{b: 1}\n", "{b: 1, a: [{id: X}]}\n"),
        ("b: |+\n  kept\n\n", "b: |+\n  kept\n\na:\n  - id: X\n"),
        (
            "a:\n  - id: W  # one\n           # two\n# end\n",
            "a:\n  - id: W  # one\n           # two\n  - id: X\n# end\n",
        ),
    ],
)
def test_first_and_next_items(text: str, result: str) -> None:
    assert edited("a.yaml", text, (AppendItem((), "a", {"id": "X"}),)) == result


def test_values_that_need_it_are_quoted() -> None:
    plain = ["Ask", "2026-07-01", "A-1", "10d", "50 EUR", "it's", "a # no", "übrig"]
    assert [scalar(one) for one in plain if one != "a # no"] == [one for one in plain if one != "a # no"]
    for text in (
        "",
        " x",
        "x ",
        "no",
        "true",
        "12",
        "1:30",
        "a: b",
        "a #b",
        "- x",
        "*a",
        "[x",
        "x:",
        "~",
        "1e3",
    ):
        assert scalar(text).startswith('"'), text
    assert flow({"a": ["x, y", 1, True]}) == '{a: ["x, y", 1, true]}'


def test_long_text_is_folded_and_lines_are_kept() -> None:
    words = " ".join(["word"] * 40)
    lines = field("resolution", words, 4)
    assert lines[0] == "resolution: >-"
    assert all(len(line) <= 110 for line in lines)
    assert field("notes", "One\nTwo\n", 4) == ["notes: |", "      One", "      Two"]
    assert field("notes", "One\nTwo", 0) == ["notes: |-", "  One", "  Two"]


def test_what_would_lose_a_comment_is_refused() -> None:
    with pytest.raises(EditError, match="comment that would be lost"):
        edited("a.yaml", "a:\n  b: 1  # why\n  c: 2\n", (RemoveField(("a",), "b"),))
    with pytest.raises(EditError, match="comment that would be lost"):
        edited("a.yaml", "a:  # why\n  - b\n", (SetField((), "a", ["c"]),))


def test_what_cannot_be_done_is_refused() -> None:
    with pytest.raises(EditError, match="no fields at"):
        edited("a.yaml", ACTIONS, (SetField(("actions", 7), "a", 1),))
    with pytest.raises(EditError, match="holds no list"):
        edited("a.yaml", "a: text\n", (AppendItem((), "a", {"id": "X"}),))
    with pytest.raises(EditError, match="cannot be read"):
        edited("a.yaml", "a: [\n", (SetField((), "b", 1),))
    with pytest.raises(EditError, match="shares its line"):
        edited("a.yaml", "a:\n  - b: 1\n    c: 2\n", (RemoveField(("a", 0), "b"),))
    with pytest.raises(EditError, match="edited by hand"):
        edited("a.yaml", "a: 1\n", (SetField((), "b", "\x7f"),))


TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n :#-'\"[]{}&*|>%@,"), max_size=60
)
NEW = st.recursive(
    TEXTS | st.integers(-(2**53), 2**53) | st.booleans() | st.none() | st.floats(-1e6, 1e6, allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS.filter(lambda key: key != "<<"), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(deadline=None, max_examples=200)
@given(NEW, st.sampled_from(["block", "flow", "list", "again"]))
def test_whatever_is_written_reads_as_it_was_meant(value: object, where: str) -> None:
    """The edit proves itself by reading; here it must also not give up on any printable value."""
    edits: dict[str, Edit] = {
        "block": SetField(("actions", 1), "notes", value),  # type: ignore[arg-type]
        "flow": SetField(("actions", 1, "source"), "new", value, ("meeting",)),  # type: ignore[arg-type]
        "list": AppendItem((), "actions", {"id": "A-3", "notes": value}),  # type: ignore[dict-item]
        "again": SetField(("actions", 0), "title", value),  # type: ignore[arg-type]
    }
    before = read("actions.yaml", ACTIONS)
    after = edited("actions.yaml", ACTIONS, (edits[where],))
    data = read("actions.yaml", after).data
    assert "# The log.\n" in after
    assert after.endswith("# The end.\n")
    assert data["actions"][0]["tags"] == before.data["actions"][0]["tags"]


def records_of_the_example() -> list[str]:
    """The YAML files of the example that hold records."""
    return sorted(
        {
            record.document.path
            for records in load_project(EXAMPLE).project.records.values()
            for record in records
            if record.entry.key and not record.entry.single and record.document.path.endswith(".yaml")
        }
    )


@pytest.mark.parametrize("path", records_of_the_example())
def test_every_file_of_the_example_can_be_edited(path: str) -> None:
    """In each record: a field changed, one added, one removed; and a record more at the end of each list."""
    project = load_project(EXAMPLE).project
    records = [
        one
        for records in project.records.values()
        for one in records
        if one.document.path == path and one.entry.key and not one.entry.single
    ]
    text = records[0].document.text
    for record in records[:: max(1, len(records) // 4)]:
        place = path_of(record)
        one_line = next(
            (key for key, value in record.data.items() if isinstance(value, str) and len(value) < 60), None
        )
        if one_line is not None:
            lines = changed(text, SetField(place, one_line, "Another: value"))
            assert [line[0] for line in lines] == ["-", "+"], record.id
            assert lines[1].count("Another: value") == 1
        added = changed(text, SetField(place, "new_field", 7))
        assert len([line for line in added if line[0] == "+"]) == 1
        assert len(added) - 1 == sum(line[0] == "-" for line in added) <= 1, record.id
        if record.data.mark and len(record.data) > 2:
            last = next(reversed(record.data))
            removed = changed(text, SetField(place, "zz", 1), RemoveField(place, "zz"))
            assert removed == [], (record.id, last)
    for key in {record.entry.key for record in records if record.parent is None}:
        lines = changed(text, AppendItem((), key, {"id": "NEW-1", "title": "New"}))
        assert all(line.startswith("+") for line in lines), key
        assert "NEW-1" in "".join(lines)
