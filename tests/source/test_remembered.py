"""What is remembered of a file is what reading it gives."""

import os
import sys
from array import array
from binascii import b2a_base64
from pathlib import Path

import pytest

from milepost import __version__
from milepost.source import reader, remembered
from milepost.source.data import Map, Seq, Value
from milepost.source.reader import read
from milepost.source.remembered import read_remembered
from milepost.source.user_cache import FOLDER, OFF, FolderStore, NoStore, store_in

EXAMPLE = sorted((Path(__file__).parents[2] / "example-project").rglob("*.yaml"))
LONG = "risks:\n" + "".join(
    f"  - {{id: R-{n}, title: Größe {n}, n: [1, 2.5, true, ~, '']}}\n" for n in range(60)
)


def marks(value: Value) -> list[object]:
    """Every offset below a value."""
    if isinstance(value, Map):
        return [value.mark, value.marks, *(marks(inner) for inner in value.values())]
    return [value.mark, value.marks, *(marks(inner) for inner in value)] if isinstance(value, Seq) else []


@pytest.mark.parametrize("file", EXAMPLE, ids=lambda path: path.name)
def test_second_reading_equals_the_first_with_every_place(file: Path, tmp_path: Path) -> None:
    text = file.read_text(encoding="utf-8")
    store = FolderStore(tmp_path)
    first = read_remembered("x.yaml", text, str(file), store)
    again = read_remembered("x.yaml", text, str(file), store)
    assert again.data == first.data == read("x.yaml", text).data
    assert marks(again.data) == marks(first.data)
    assert list(map(type, again.data.values())) == list(map(type, first.data.values()))


def test_unchanged_text_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path)
    expected = read_remembered("x.yaml", LONG, "/p/x.yaml", store)
    monkeypatch.setattr(reader, "read", lambda *_, **__: pytest.fail("it was parsed"))
    assert read_remembered("x.yaml", LONG, "/p/x.yaml", store).data == expected.data


def test_changed_text_is_read_anew_and_takes_the_place_of_the_old_entry(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    read_remembered("x.yaml", LONG, "/p/x.yaml", store)
    changed = LONG.replace("R-7,", "R-77,")
    assert read_remembered("x.yaml", changed, "/p/x.yaml", store).data == read("x.yaml", changed).data
    assert len(list(tmp_path.iterdir())) == 1


def test_files_with_findings_keep_them(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    text = LONG + "risks: []\n"
    for _ in range(2):
        assert [one.rule for one in read_remembered("x.yaml", text, "/p", store).findings] == [
            "source/duplicate-key"
        ]
    assert not list(tmp_path.iterdir())


HEAD = f'[{remembered.FORMAT},"{__version__}","{sys.byteorder}"'
TWO, SIX = (b2a_base64(array("I", [0] * count), newline=False).decode() for count in (2, 6))


@pytest.mark.parametrize("damage", [
    "", "{", "[]", "null", "[1, 2, 3]", "[" * 5000, f"{HEAD}]", f"{HEAD},[]]", f"{HEAD},7]", f"{HEAD},{{}}]",
    f"{HEAD},{{}}]\n{SIX}", f"{HEAD},{{}}]\n%", f"{HEAD},{{}}]\n{TWO[:-3]}", f"{HEAD},[]]\n{TWO}",
    f'{HEAD},{{"risks": [1]}}]\n{SIX}', f'{HEAD},{{"risks": 1}}]\n{TWO}', f"[0,1,2,{{}}]\n{TWO}",
])  # fmt: skip
@pytest.mark.parametrize("text", ["", "other", LONG], ids=["no text", "other text", "same text"])
def test_damaged_entry_only_costs_a_parse(damage: str, text: str, tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    expected = read_remembered("x.yaml", LONG, "/p", store).data
    (entry,) = tmp_path.iterdir()
    whole = entry.read_text()
    entry.write_text(f"{damage}\n{text}")
    assert read_remembered("x.yaml", LONG, "/p", store).data == expected
    assert entry.read_text() == whole


def test_line_ends_of_windows_are_remembered_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path)
    text = LONG.replace("\n", "\r\n")
    expected = read_remembered("x.yaml", text, "/p", store)
    monkeypatch.setattr(reader, "read", lambda *_, **__: pytest.fail("it was parsed"))
    assert marks(read_remembered("x.yaml", text, "/p", store).data) == marks(expected.data)


def test_folder_that_cannot_be_made_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = FolderStore(tmp_path / "file" / "cache")
    assert read_remembered("x.yaml", LONG, "/p", store).data == read("x.yaml", LONG).data


def test_nobody_else_may_read_what_is_kept(tmp_path: Path) -> None:
    read_remembered("x.yaml", LONG, "/p", FolderStore(tmp_path / "cache"))
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_what_nobody_wrote_for_long_is_forgotten(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    for key in ("old", "new"):
        store.write(key, "text")
    os.utime(tmp_path / "old", (1_000, 1_000))
    store.forget(2_000)
    assert store.read("old") is None
    assert store.read("new") == "text"
    FolderStore(tmp_path / "nowhere").forget(2_000)


def test_the_folder_can_be_named(tmp_path: Path) -> None:
    named = {"HOME": str(tmp_path / "home"), FOLDER: str(tmp_path)}
    assert store_in(named, "files") == FolderStore(tmp_path / "files")


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    assert isinstance(store_in({"HOME": str(tmp_path), OFF: "1"}, "files"), NoStore)
    assert isinstance(store_in({}, "files"), NoStore)
    assert store_in({"HOME": str(tmp_path)}, "files") == FolderStore(
        tmp_path / ".cache" / "milepost" / "files"
    )
