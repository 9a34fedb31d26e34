"""A reader of a file finds the old text or the new one, whatever happens to the writer."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from milepost.exchange.editing.atomic import ChangedMeanwhileError, create_file, replace_file

WRITER = """
import sys
from pathlib import Path
from milepost.exchange.editing.atomic import replace_file
path, texts = Path(sys.argv[1]), ("old " * 200_000, "new! " * 200_000)
print("begun", flush=True)
while True:
    replace_file(path, texts[0], texts[1])
    replace_file(path, texts[1], texts[0])
"""


def test_a_writer_killed_at_any_moment_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "actions.yaml"
    texts = ("old " * 200_000, "new! " * 200_000)
    chance = random.Random(6)
    seen = set()
    for _ in range(12):
        path.write_text(texts[0], "utf-8")
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.random() * 0.05)
            writer.send_signal(signal.SIGKILL)
        text = path.read_text("utf-8")
        assert text in texts
        seen.add(text[:3])
    assert seen <= {"old", "new"}
    assert all(one.name.startswith(".") for one in tmp_path.iterdir() if one != path)


APPENDER = """
import sys
from pathlib import Path
from milepost.exchange.editing.atomic import ChangedMeanwhileError, replace_file
path, name, count = Path(sys.argv[1]), sys.argv[2], 0
while count < 40:
    before = path.read_text("utf-8")
    try:
        replace_file(path, before, f"{before}{name}{count}\\n")
    except ChangedMeanwhileError:
        continue
    count += 1
"""


def test_no_writer_overwrites_what_another_one_wrote(tmp_path: Path) -> None:
    path = tmp_path / "actions.yaml"
    path.write_text("", "utf-8")
    writers = [subprocess.Popen([sys.executable, "-c", APPENDER, str(path), name]) for name in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    lines = path.read_text("utf-8").split()
    assert sorted(lines) == sorted(f"{name}{count}" for name in "abc" for count in range(40))


def test_a_failed_replacement_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "actions.yaml"
    path.write_text("old", "utf-8")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        for name in ("replace", "rename"):
            patched.setattr(os, name, fails)
        with pytest.raises(OSError, match="No space"):
            replace_file(path, "old", "new")
    assert path.read_text("utf-8") == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["actions.yaml"]


def test_what_somebody_else_wrote_meanwhile_stays(tmp_path: Path) -> None:
    path = tmp_path / "actions.yaml"
    path.write_text("theirs", "utf-8")
    with pytest.raises(ChangedMeanwhileError):
        replace_file(path, "old", "new")
    with pytest.raises(ChangedMeanwhileError):
        create_file(path, "new")
    assert path.read_text("utf-8") == "theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["actions.yaml"]


def test_mode_and_link_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "shared" / "all.yaml"
    real.parent.mkdir()
    real.write_bytes(b"old\r\n")
    real.chmod(0o640)
    link = tmp_path / "actions.yaml"
    link.symlink_to("shared/all.yaml")
    replace_file(link, "old\r\n", "new\r\n")
    assert link.is_symlink()
    assert real.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_new_file_may_stand_in_a_new_folder(tmp_path: Path) -> None:
    create_file(tmp_path / "risks" / "risks.yaml", "risks:\n")
    assert (tmp_path / "risks" / "risks.yaml").read_text("utf-8") == "risks:\n"
    assert [one.name for one in (tmp_path / "risks").iterdir()] == ["risks.yaml"]
