"""The lock files pin everything by hash, name no place to download from, and cover what pyproject.toml asks for."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.checkout import ROOT

PIN = re.compile(
    r"([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ ;\\]+)(?: ; [^\\]+)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)\n"
)


def read(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def pins(name: str) -> dict[str, set[str]]:
    """Versions by package; some packages have one version per Python."""
    versions: dict[str, set[str]] = {}
    for package, version, _ in PIN.findall(read(name)):
        versions.setdefault(package, set()).add(version)
    return versions


def asked_for(*groups: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    texts = list(project["project"]["dependencies"])
    for group in groups:
        texts += [entry for entry in project["dependency-groups"][group] if isinstance(entry, str)]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt"])
def test_lock_is_nothing_but_pins_with_hashes(name: str) -> None:
    assert PIN.sub("", read(name)) == ""


@pytest.mark.parametrize(
    ("name", "groups"),
    [("runtime.txt", ["install"]), ("dev.txt", ["install", "dev"])],
    ids=["runtime", "dev"],
)
def test_lock_covers_what_is_asked_for(name: str, groups: list[str]) -> None:
    locked = pins(name)
    for requirement in asked_for(*groups):
        versions = locked[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in versions), requirement


def test_tests_run_with_the_versions_that_users_get() -> None:
    dev = pins("dev.txt")
    assert {package: dev.get(package) for package in pins("runtime.txt")} == pins("runtime.txt")
