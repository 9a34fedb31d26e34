"""The built distributions are complete: what is installed from them works far from the checkout."""

import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import milepost
from tests.packaging.checkout import ROOT, copy, files, succeed

TRAVELLING = {
    "schema": "milepost/schema",
    "theme": "milepost/theme",
    "example-project": "milepost/example-project",
    "generator/milepost": "milepost",
}


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the sdist, and the wheel that was built from the sdist."""
    tree = copy(tmp_path_factory.mktemp("tree"))
    out = tmp_path_factory.mktemp("dist")
    succeed([sys.executable, "-m", "build", "--no-isolation", "--outdir", out], tree)
    return out


@pytest.fixture(scope="module")
def wheel(distributions: Path) -> Path:
    (built,) = distributions.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment that holds the locked dependencies and the wheel."""
    folder = tmp_path_factory.mktemp("fresh")
    succeed([sys.executable, "-m", "venv", "env"], folder)
    pip: list[str | Path] = [folder / "env/bin/python", "-m", "pip", "install", "--quiet"]
    succeed([*pip, "--require-hashes", "-r", ROOT / "requirements" / "runtime.txt"], folder)
    succeed([*pip, "--no-deps", wheel], folder)
    return folder / "env" / "bin"


def expected() -> set[str]:
    """Files of the checkout that belong into the wheel, by their name in it."""
    return {
        f"{inside}/{path.relative_to(outside)}"
        for path in files()
        for outside, inside in TRAVELLING.items()
        if path.is_relative_to(outside)
    }


def test_wheel_holds_the_program_its_schemas_and_its_theme(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == expected()
    assert {"milepost/py.typed", "milepost/schema/common.schema.json"} <= names
    assert any(name.startswith("milepost/theme/") for name in names)


def test_no_python_hides_in_schema_or_theme() -> None:
    assert [path for path in files() if path.parts[0] in {"schema", "theme"} and path.suffix == ".py"] == []


def test_sdist_holds_what_a_builder_needs(distributions: Path) -> None:
    (built,) = distributions.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "generator/milepost/__init__.py",
    } <= names


def test_version_is_the_one_of_the_package(distributions: Path) -> None:
    assert {path.name.split("-")[1].removesuffix(".tar.gz") for path in distributions.iterdir()} == {
        milepost.__version__
    }


@pytest.mark.installs
def test_installed_wheel_says_its_version(installed: Path, tmp_path: Path) -> None:
    assert milepost.__version__ in succeed([installed / "milepost", "--version"], tmp_path)


@pytest.mark.installs
def test_installed_wheel_makes_checks_and_builds_a_project(installed: Path, tmp_path: Path) -> None:
    project = tmp_path / "new"
    succeed([installed / "milepost", "init", project], tmp_path)
    assert "No findings" in succeed([installed / "milepost", "check", project], tmp_path)
    succeed([installed / "milepost", "build", project], tmp_path)
    assert list(tmp_path.rglob("index.html"))
