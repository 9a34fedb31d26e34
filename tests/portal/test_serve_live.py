"""`milepost serve` as people run it: a process that follows edits, shows what is broken, heals and ends."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from milepost.cli import group
from milepost.diagnostics.example import BASE
from tests.rule_examples import write

SECONDS = 30
BROKEN = BASE["plan.yaml"].replace("    name: Catalogue live\n", "    name: [Catalogue live\n")
DANGLING = BASE["plan.yaml"].replace("predecessors: [T-3]", "predecessors: [T-99]")


class Served:
    """A running `milepost serve`."""

    def __init__(self, folder: Path, port: int, process: subprocess.Popen[bytes], said: Path) -> None:
        self.folder = folder
        self.port = port
        self.process = process
        self._said = said

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return self._said.read_text("utf-8")

    def page(self, path: str) -> str | None:
        """The text of a page; None when there is no answer or no such page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
                return answer.read().decode("utf-8")
        except (OSError, urllib.error.HTTPError):
            return None

    def wait(self, path: str, *shown: str, without: str = "\0") -> str:
        """Wait until a page shows some texts and does not show another; returns it."""
        deadline = time.monotonic() + SECONDS
        page: str | None = None
        while time.monotonic() < deadline and self.process.poll() is None:
            page = self.page(path)
            if page is not None and all(text in page for text in shown) and without not in page:
                return page
            time.sleep(0.1)
        pytest.fail(f"{path} never showed {shown}\n--- page\n{page}\n--- said\n{self.said}")

    def save(self, name: str, text: str) -> None:
        """Save a file as an editor does."""
        (self.folder / name).write_text(text, "utf-8")

    def interrupt(self) -> int:
        """Press Ctrl+C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(SECONDS)


@contextmanager
def serving(folder: Path, said: Path) -> Iterator[Served]:
    """Run `milepost serve` in a folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with said.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "milepost", "serve", "--address", f"127.0.0.1:{port}"],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            yield Served(folder, port, process, said)
        finally:
            process.kill()
            process.wait()


def test_it_follows_edits_shows_what_is_broken_and_heals(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    write(folder, BASE)
    with serving(folder, tmp_path / "said") as served:
        served.wait("plan.html", "Catalogue live")
        assert f"Serving on http://127.0.0.1:{served.port}/" in served.said

        served.save("plan.yaml", BASE["plan.yaml"].replace("Catalogue live", "Open to all readers"))
        served.wait("plan.html", "Open to all readers", without="Catalogue live")

        served.save("plan.yaml", BROKEN)
        page = served.wait("plan.html", "The project has ", 'role="alert"')
        assert "<code>plan.yaml:19:14</code> a comma or a closing bracket is missing" in page
        assert "Open to all readers" in page, "the last good plan stays"
        findings = served.wait("findings.html", "a closing bracket is missing")
        assert "source/syntax-error" in findings
        assert "plan.yaml:19" in findings
        assert "plan.yaml:19:14: a comma or a closing" in served.said

        served.save("plan.yaml", DANGLING)
        page = served.wait("index.html", "no task has the id T-99", without="closing bracket")
        assert "<strong>The project has one error.</strong>" in page

        served.save("plan.yaml", BASE["plan.yaml"])
        served.wait("plan.html", "Catalogue live", without='role="alert"')

        served.save(
            "actions.yaml", "actions:\n  - {id: A-1, title: In a new file, due: 2026-03-01, owner: mara}\n"
        )
        served.wait("actions.html", "In a new file")
        assert served.interrupt() == 0
        assert "Traceback" not in served.said


def test_a_project_that_is_broken_from_the_start_is_served_until_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    assert CliRunner().invoke(group, ["init", str(folder), "--start", "2026-03-02"]).exit_code == 0
    assert (folder / "mkdocs.yml").is_file()
    good = (folder / "people.yaml").read_text("utf-8")
    (folder / "people.yaml").write_text(good + "\tpeople: []\n", "utf-8")
    with serving(folder, tmp_path / "said") as served:
        page = served.wait("index.html", "The project has ", "people.yaml:")
        assert "Pages lack what could not be read." in page
        served.save("people.yaml", good)
        served.wait("index.html", without='role="alert"')
        assert served.interrupt() == 0
        assert "Traceback" not in served.said


def test_an_address_that_is_taken_is_said(tmp_path: Path) -> None:
    write(tmp_path, BASE)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-m", "milepost", "serve", "--address", address],
            cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert done.returncode == 1
    assert f"Error: {address} cannot be listened on: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("address", ["8000", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "a b:80"])
def test_an_address_that_is_none_is_wrong_usage(tmp_path: Path, address: str) -> None:
    write(tmp_path, BASE)
    done = CliRunner().invoke(group, ["serve", str(tmp_path), "--address", address])
    assert done.exit_code == 2
    assert "is no address; write it as 127.0.0.1:8000" in done.output
