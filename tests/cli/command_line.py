"""Runs the command line in this process, as a user types it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from milepost.cli import main
from milepost.diagnostics.example import BASE


@dataclass(frozen=True)
class Run:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


class CommandLine:
    """Runs commands in a folder."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._capsys = capsys
        monkeypatch.chdir(folder)
        for name in ("GITHUB_ACTIONS", "GITLAB_CI"):
            monkeypatch.delenv(name, raising=False)

    def __call__(self, *arguments: str) -> Run:
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main([str(one) for one in arguments])
        said = self._capsys.readouterr()
        return Run(int(stop.value.code or 0), said.out, said.err)

    def write(self, files: dict[str, str], under: str = ".") -> Path:
        """Write files below a folder."""
        root = self.folder / under
        for name, text in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return root

    def project(self, under: str = ".", **changed: str) -> Path:
        """Write the small project of the rule examples, with some files changed (plan="..." is plan.yaml)."""
        files = {**BASE, **{f"{name}.yaml": text for name, text in changed.items()}}
        return self.write(files, under)
