"""`milepost export json` and `milepost export schema`."""

import json
import os
import subprocess
import sys

import jsonschema_rs

from milepost.exchange.report_json import report_schema
from tests.cli.command_line import CommandLine

VALIDATOR = jsonschema_rs.Draft202012Validator(json.loads(report_schema()))


def test_command_prints_the_report_and_its_schema(milepost: CommandLine) -> None:
    milepost.project(actions="actions:\n  - {id: A-1, title: Büro räumen, owner: nobody}\n")
    run = milepost("export", "json")
    assert run.code == 0
    report = json.loads(run.out)
    assert VALIDATOR.is_valid(report)
    assert report["registers"]["actions"][0]["title"] == "Büro räumen"
    assert "project/unknown-reference" in {one["rule"] for one in report["diagnostics"]}
    assert report["source"] == {"commit": None, "dirty": False}
    assert run.err == "The project has an error, so figures may be wrong: see `milepost check`.\n"
    assert json.loads(milepost("export", "json", "--as-of", "2026-01-20").out)["status_date"] == "2026-01-20"
    assert milepost("export", "schema").out == report_schema()


def test_command_writes_files_and_needs_no_project_for_the_schema(milepost: CommandLine) -> None:
    assert milepost("export", "schema", "--output", "s.json").code == 0
    assert (milepost.folder / "s.json").read_text("utf-8") == report_schema()
    assert milepost("export", "json").code == 2
    milepost.project("work")
    assert milepost("export", "json", "work", "-o", "r.json").out == ""
    assert (milepost.folder / "r.json").read_bytes().endswith(b"}\n")
    assert milepost("export", "xml").code == 2


def test_json_is_utf_8_whatever_the_terminal_speaks(milepost: CommandLine) -> None:
    milepost.project(actions="actions:\n  - {id: A-1, title: 計画}\n")
    done = subprocess.run(
        [sys.executable, "-m", "milepost", "export", "json"],
        cwd=milepost.folder,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert json.loads(done.stdout.decode("utf-8"))["registers"]["actions"][0]["title"] == "計画"
