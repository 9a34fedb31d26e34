"""Public holidays, asked once and remembered."""

import subprocess
import sys
from datetime import date

import pytest

from milepost.schedule.holiday_store import holiday_store, installed_version
from milepost.schedule.holidays import UnknownPlace, holidays_for
from milepost.source.user_cache import FolderStore, NoStore


class Memory:
    def __init__(self):
        self.texts = {}

    def read(self, key):
        return self.texts.get(key)

    def write(self, key, text):
        self.texts[key] = text


def test_bavaria_has_holidays_that_berlin_has_not():
    bavaria = holidays_for("DE", "BY", [2026])
    berlin = holidays_for("DE", "BE", [2026])
    assert date(2026, 1, 6) in bavaria
    assert date(2026, 1, 6) not in berlin
    assert bavaria[date(2026, 10, 3)] == berlin[date(2026, 10, 3)] == "Tag der Deutschen Einheit"
    assert list(bavaria) == sorted(bavaria)


def test_a_subdivision_has_a_name_too():
    assert holidays_for("DE", "Bayern", [2026]) == holidays_for("DE", "BY", [2026])


def test_only_the_years_asked_for():
    assert {day.year for day in holidays_for("FR", None, range(2026, 2029))} == {2026, 2027, 2028}
    assert holidays_for("FR", None, []) == {}


def test_unknown_country_and_subdivision_come_with_close_matches():
    country = holidays_for("DR", None, [2026])
    assert isinstance(country, UnknownPlace)
    assert country.subdivision is None
    assert "DE" in country.known
    subdivision = holidays_for("DE", "Bayer", [2026])
    assert isinstance(subdivision, UnknownPlace)
    assert subdivision.close[0] == "Bayern"


def test_what_was_answered_once_is_not_asked_again():
    store = Memory()
    first = holidays_for("DE", "BY", [2026, 2027], store)
    (key,) = store.texts
    store.texts[key] = '{"2026-01-01": "kept"}'
    assert holidays_for("DE", "BY", [2027, 2026], store) == {date(2026, 1, 1): "kept"}
    assert holidays_for("DE", "BY", [2026], store) == {d: n for d, n in first.items() if d.year == 2026}


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"not a date": "x"}', '{"2026-01-01": '])
def test_a_damaged_answer_is_asked_again(text):
    store = Memory()
    right = holidays_for("DE", "BY", [2026], store)
    (key,) = store.texts
    store.texts[key] = text
    assert holidays_for("DE", "BY", [2026], store) == right
    assert store.texts[key] != text


def test_unknown_places_are_not_kept():
    store = Memory()
    holidays_for("DE", "XX", [2026], store)
    assert store.texts == {}


@pytest.mark.parametrize("subdivision", ["../../x", "Thüringen", "a/b", "nul\0"])
def test_keys_are_plain_file_names(subdivision, tmp_path):
    store = Memory()
    holidays_for("DE", subdivision, [2026], store)
    holidays_for("DE", subdivision, [2026], FolderStore(tmp_path / "in"))
    assert all(
        set(key) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
        for key in store.texts
    )
    assert [path.name for path in tmp_path.iterdir()] in ([], ["in"])


def test_files_survive_and_leave_nothing_unfinished(tmp_path):
    store = FolderStore(tmp_path / "deep" / "cache")
    assert store.read("a.json") is None
    store.write("a.json", "one")
    store.write("a.json", "two")
    assert store.read("a.json") == "two"
    assert [path.name for path in (tmp_path / "deep" / "cache").iterdir()] == ["a.json"]


def test_a_folder_that_cannot_be_written_or_read_only_costs_time(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    store = FolderStore(blocked / "cache")
    store.write("a.json", "x")
    assert store.read("a.json") is None
    (tmp_path / "b.json").write_bytes(b"\xff\xfe\x00")
    assert FolderStore(tmp_path).read("b.json") is None
    assert FolderStore(tmp_path).read("file/x") is None
    (tmp_path / "c.json").mkdir()
    assert FolderStore(tmp_path).read("c.json") is None
    FolderStore(tmp_path).write("c.json", "x")


def test_the_users_store_lies_in_the_cache_folder_by_version(tmp_path):
    (tmp_path / "site" / "holidays-1.2.dist-info").mkdir(parents=True)
    path = [str(tmp_path / "missing"), str(tmp_path / "site")]
    assert installed_version(path) == "1.2"
    home = holiday_store({"HOME": str(tmp_path)}, path)
    assert home == FolderStore(tmp_path / ".cache" / "milepost" / "holidays-1.2")
    assert holiday_store({"XDG_CACHE_HOME": str(tmp_path)}, path) == FolderStore(
        tmp_path / "milepost" / "holidays-1.2"
    )
    assert isinstance(holiday_store({}, path), NoStore)
    assert isinstance(holiday_store({"HOME": "/"}, []), NoStore)


def test_a_kept_answer_does_not_load_the_package(tmp_path):
    program = (
        "import sys\n"
        "from milepost.source.user_cache import FolderStore\n"
        "from milepost.schedule.holidays import holidays_for\n"
        f"found = holidays_for('DE', 'BY', [2026], FolderStore(__import__('pathlib').Path({str(tmp_path)!r})))\n"
        "print(len(found), 'holidays' in sys.modules)\n"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [run.split()[1] for run in runs] == ["True", "False"]
    assert runs[0].split()[0] == runs[1].split()[0]


def test_the_engine_loads_nothing_heavy():
    program = (
        "import sys, milepost.schedule; print(*{'holidays', 'numpy', 'yaml', 'json'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
