"""Findings of several projects print as one document, each under its own path."""

import json
from dataclasses import replace

from milepost.diagnostics.render import RENDERERS, Tally, together
from tests.diagnostics.render.sample import LISTING

OTHER = replace(LISTING, root="other", tally=Tally(files=2, records=5))


def test_one_listing_stays_as_it_is() -> None:
    assert together(LISTING) is LISTING


def test_json_of_two_projects_is_one_document() -> None:
    body = json.loads(RENDERERS["json"](together(LISTING, OTHER)))
    files = [finding["span"]["file"] for finding in body["diagnostics"]]
    assert files == [
        f"{root}/{file}"
        for root in ("projects/a, b", "other")
        for file in ("project.yaml", "plan.yaml", "risks.yaml", "risks.yaml")
    ]
    assert (body["summary"]["files"], body["summary"]["records"], body["summary"]["errors"]) == (5, 17, 4)


def test_places_and_excerpts_are_those_of_each_project() -> None:
    joined = RENDERERS["text"](together(LISTING, OTHER))
    for listing in (LISTING, OTHER):
        alone = RENDERERS["text"](listing).split("\n\n")
        assert all(block in joined for block in alone[1:-1])


def test_notes_and_fixes_move_along() -> None:
    findings = together(LISTING, OTHER).diagnostics
    assert findings[5].notes[0].span is not None
    assert findings[5].notes[0].span.file == "other/plan.yaml"
    assert findings[6].fix is not None
    assert findings[6].fix.edits[0].span.file == "other/risks.yaml"
