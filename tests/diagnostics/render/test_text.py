"""What a person sees in the terminal: the right characters marked, nothing that drives the terminal."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from milepost.diagnostics import Diagnostic, Fix, Note, Severity, Span
from milepost.diagnostics.render import RENDERERS, Colour, Listing, Tally
from milepost.diagnostics.render.excerpt import WIDTH, excerpt
from milepost.diagnostics.render.text import render
from tests.diagnostics.render.sample import CLEAN, LISTING


def marked(line: str, column: int, end_column: int) -> str:
    """The excerpt of a span of a line and its marks, one under the other."""
    cut = excerpt(line, Span("a.yaml", 1, column, 1, end_column))
    return f"{cut.text}\n{' ' * cut.indent}{'^' * cut.marks}"


@pytest.mark.parametrize(
    ("line", "column", "end_column", "shown"),
    [
        ("id: R-1", 5, 8, "id: R-1\n    ^^^"),
        ("a\tb", 3, 4, "a   b\n    ^"),
        ("名前: x", 5, 6, "名前: x\n      ^"),
        ("名前: x", 1, 3, "名前: x\n^^^^"),
        ("cafe\u0301: x", 8, 9, "cafe\u0301: x\n      ^"),
        ("a\x1bb", 3, 4, "a\\x1bb\n     ^"),
        ("a\u202eb", 2, 3, "a\\u202eb\n ^^^^^^"),
        ("id", 3, 3, "id\n  ^"),
        ("id", 9, 12, "id\n  ^"),
        ("", 1, 1, "\n^"),
    ],
)
def test_marks_stand_under_the_span(line: str, column: int, end_column: int, shown: str) -> None:
    assert marked(line, column, end_column) == shown


def test_a_span_over_several_lines_marks_the_rest_of_the_first() -> None:
    cut = excerpt("  - id: A", Span("a.yaml", 1, 5, 3, 2))
    assert (cut.indent, cut.marks) == (4, 5)


def test_a_long_line_is_cut_around_the_span() -> None:
    line = "x" * 500 + "BAD" + "y" * 500
    text, marks = marked(line, 501, 504).split("\n")
    assert len(text) == WIDTH + 2
    assert text[0] == text[-1] == "…"
    assert text[marks.index("^") : marks.rindex("^") + 1] == "BAD"


def test_a_long_span_is_marked_only_where_it_is_shown() -> None:
    text, marks = marked("x" * 5000, 1, 5001).split("\n")
    assert len(marks) == len(text) - 1 == WIDTH


def test_piled_up_accents_cannot_hide_a_line() -> None:
    cut = excerpt("a" + "\u0301" * 1000, Span("a.yaml", 1, 1, 1, 2))
    assert cut.text.count("\u0301") == 4
    assert "\\u0301" in cut.text


def test_clean_run_is_one_line() -> None:
    assert render(CLEAN) == "No findings (12 records in 3 files checked)\n"


def test_one_of_each_is_not_written_as_many() -> None:
    listing = replace(LISTING, tally=Tally(files=1, records=1, waived=1))
    assert render(listing).splitlines()[-1] == (
        "2 errors, 1 warning, 1 info (1 record in 1 file checked; 1 finding waived)"
    )


def test_a_finding_about_a_whole_file_has_no_excerpt() -> None:
    finding = Diagnostic("source/encoding", Severity.ERROR, "is not UTF-8", Span.of_file("a.yaml"))
    listing = replace(CLEAN, diagnostics=(finding,), sources={"a.yaml": "x: 1\n"})
    assert render(listing).splitlines()[:2] == ["a.yaml:1:1: error[source/encoding] is not UTF-8", ""]


def test_a_line_that_is_not_there_has_no_excerpt() -> None:
    finding = Diagnostic("a/b", Severity.ERROR, "gone", Span("a.yaml", 99, 2, 99, 4))
    assert "|" not in render(replace(CLEAN, diagnostics=(finding,), sources={"a.yaml": "x: 1\n"}))


def test_lines_are_counted_as_libyaml_counts_them() -> None:
    finding = Diagnostic("a/b", Severity.ERROR, "here", Span("a.yaml", 5, 1, 5, 2))
    listing = replace(CLEAN, diagnostics=(finding,), sources={"a.yaml": "1\r\n2\r3\x854\u20285"})
    assert "5 | 5" in render(listing).splitlines()


def test_many_notes_are_counted_not_listed() -> None:
    notes = tuple(Note(None, f"place {number}") for number in range(20))
    finding = Diagnostic("a/b", Severity.ERROR, "message", None, notes=notes)
    text = render(replace(CLEAN, diagnostics=(finding,)))
    assert "place 7" in text
    assert "place 8" not in text
    assert "and 12 more places" in text


# Laws, for any text at all

texts = st.text(st.characters(exclude_categories=()), max_size=80)
positions = st.integers(1, 60)
spans = st.builds(Span, st.sampled_from(["a.yaml", "b.yaml", "\x1b[0m\u202e.yaml"]), *[positions] * 4)
notes = st.builds(Note, st.none() | spans, texts)
diagnostics = st.builds(
    Diagnostic,
    rule=texts,
    severity=st.sampled_from(Severity),
    message=texts,
    span=st.none() | spans,
    remedy=texts,
    notes=st.lists(notes, max_size=3).map(tuple),
    fix=st.none() | st.builds(Fix, texts, st.just(()), st.booleans()),
    record=st.none() | texts,
)
listings = st.builds(
    Listing,
    diagnostics=st.lists(diagnostics, max_size=3).map(tuple),
    sources=st.fixed_dictionaries({"a.yaml": texts, "\x1b[0m\u202e.yaml": texts}),
    rules=st.just(()),
    tally=st.just(Tally(1, 1)),
    version=st.just("1"),
    root=st.sampled_from([".", "", "p", "\x1b\u202e"]),
    colour=st.sampled_from(Colour),
)


@given(listings)
def test_text_never_drives_the_terminal(listing: Listing) -> None:
    written = render(listing)
    if listing.colour is Colour.ON:
        written = re.sub(r"\x1b\[[0-9;]+m", "", written)
    assert all(character == "\n" or character.isprintable() or character.isspace() for character in written)
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", written
    )


@pytest.mark.parametrize("name", RENDERERS)
@given(listing=listings)
def test_every_format_takes_any_text_and_can_be_encoded(name: str, listing: Listing) -> None:
    assert RENDERERS[name](listing).encode("utf-8").endswith(b"\n")
