"""Fixes change what they are about and nothing else."""

from milepost.diagnostics import Diagnostic, Edit, Fix, Severity, Span
from milepost.exchange.editing.mending import mended
from milepost.source.data import Document, Map

TEXT = "a: 1\r\nbé: two   # kept\r\n"


def finding(*edits: Edit, safe: bool = True) -> Diagnostic:
    fix = Fix("Write it", edits, safe=safe)
    return Diagnostic("x/y", Severity.ERROR, "wrong", edits[0].span, fix=fix)


def write(line: int, begin: int, end: int, text: str, file: str = "x.yaml") -> Edit:
    return Edit(Span(file, line, begin, line, end), text)


def after(*findings: Diagnostic, unsafe: bool = False) -> str | None:
    found = mended([Document("x.yaml", "x", TEXT, Map())], findings, unsafe=unsafe)
    return found[0].after if found else None


def test_each_edit_replaces_its_span_in_any_order() -> None:
    assert after(finding(write(2, 5, 8, "2")), finding(write(1, 4, 5, "one"))) == (
        "a: one\r\nbé: 2   # kept\r\n"
    )


def test_of_two_fixes_that_touch_each_other_the_first_is_made() -> None:
    assert after(finding(write(2, 5, 8, "2")), finding(write(2, 4, 8, " 3"))) == TEXT.replace("two", "2")


def test_guesses_wait_to_be_asked_for() -> None:
    guess = finding(write(2, 5, 8, "2"), safe=False)
    assert after(guess) is None
    assert after(guess, unsafe=True) == TEXT.replace("two", "2")


def test_fix_that_would_break_the_file_is_not_made() -> None:
    assert after(finding(write(2, 5, 8, "[2"))) is None


def test_fix_of_several_files_and_of_unknown_ones_is_not_made() -> None:
    assert after(finding(write(1, 4, 5, "2"), write(1, 1, 1, "x", file="y.yaml"))) is None
    assert after(finding(write(1, 4, 5, "2", file="z.yaml"))) is None
