"""Each format's output for the sample is a reviewed file; `UPDATE_GOLDEN=1 pytest` rewrites them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from milepost.diagnostics.render import RENDERERS, Colour, Listing
from tests.diagnostics.render.sample import CLEAN, LISTING

GOLDEN = Path(__file__).parent / "golden"

CASES = {
    **{f"{name}.txt": (name, LISTING) for name in RENDERERS},
    "text-colour.txt": ("text", replace(LISTING, colour=Colour.ON)),
    **{f"{name}-clean.txt": (name, CLEAN) for name in RENDERERS},
}


@pytest.mark.parametrize("file", CASES)
def test_output_is_the_golden_file(file: str) -> None:
    name, listing = CASES[file]
    written = RENDERERS[name](listing)
    path = GOLDEN / file
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8", newline="")
    assert written == path.read_bytes().decode("utf-8")


def test_there_is_no_golden_file_without_its_case() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("name", RENDERERS)
def test_rendering_twice_gives_the_same(name: str) -> None:
    render = RENDERERS[name]
    assert render(LISTING) == render(_copy(LISTING))


def _copy(listing: Listing) -> Listing:
    return replace(listing, sources=dict(reversed(listing.sources.items())))
