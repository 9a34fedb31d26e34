"""The command line as a fixture."""

from pathlib import Path

import pytest

from tests.cli.command_line import CommandLine


@pytest.fixture
def milepost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line in an empty folder."""
    return CommandLine(tmp_path, monkeypatch, capsys)
