"""The real YAML language server, wired by `milepost schema --install`, completes, explains and marks our fields."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.editor.language_client import LanguageClient

ROOT = Path(__file__).parents[2]
CACHE = ROOT / "build" / "language-server"
MANIFEST = Path(__file__).with_name("package.json")
COMMAND = [sys.executable, "-c", "from milepost.cli import main; main()"]

pytestmark = pytest.mark.installs

LINES = [
    "risks:",
    "  - id: R-1",
    "    title: Supplier delivers late",
    "    type: threat",
    "    status: opne",
    "    cause: The contract was signed late.",
    "    event: The interface comes late.",
    "    effect: Go-live moves.",
    "    owner: mara",
    "    strategy: ",
    "    ",
]
RISKS = "\n".join(LINES)


@pytest.fixture(scope="session")
def server() -> list[str]:
    """Command line of the language server, installed once for each pinned version."""
    program = CACHE / "node_modules" / ".bin" / "yaml-language-server"
    npm = shutil.which("npm")
    assert npm is not None, "npm is missing; `make test` installs it on Debian"
    manifest = MANIFEST.read_text(encoding="utf-8")
    installed = CACHE / "package.json"
    if not (program.exists() and installed.exists() and installed.read_text(encoding="utf-8") == manifest):
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir(parents=True)
        installed.write_text(manifest, encoding="utf-8")
        subprocess.run(
            [npm, "install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=CACHE,
            check=True,
            capture_output=True,
        )
    return [str(program), "--stdio"]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example project after `milepost schema --install`."""
    folder = tmp_path_factory.mktemp("workspace") / "project"
    shutil.copytree(ROOT / "example-project", folder)
    subprocess.run([*COMMAND, "schema", "--install"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def settings(project: Path) -> dict[str, object]:
    """What VS Code would hand to the server; the public catalogue of schemas is off, as it is on the network."""
    written = json.loads((project / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    return {**written, "yaml.schemaStore.enable": False}


@pytest.fixture(scope="module")
def editor(server: list[str], project: Path, settings: dict[str, object]) -> Iterator[LanguageClient]:
    with LanguageClient(server, project, settings) as client:
        yield client


@pytest.fixture(scope="module")
def marks(editor: LanguageClient, project: Path) -> list[dict]:
    """What the server says about a risk register with a misspelt status."""
    return editor.open(project / "risks.yaml", RISKS)


def position(fragment: str) -> tuple[int, int]:
    """Where a fragment begins, counted from 0."""
    line = next(number for number, text in enumerate(LINES) if fragment in text)
    return line, LINES[line].index(fragment)


def labels(answer: dict | list | None) -> dict[str, str]:
    """Labels of a completion list, with their explanations."""
    assert isinstance(answer, dict)
    return {item["label"]: str(item.get("documentation", "")) for item in answer["items"]}


def hover(editor: LanguageClient, path: Path, fragment: str) -> str:
    answer = editor.ask("textDocument/hover", path, *position(fragment))
    assert isinstance(answer, dict), f"no hover on {fragment}"
    return answer["contents"]["value"]


def test_every_file_of_the_example_is_clean_in_the_editor(
    server: list[str], project: Path, settings: dict[str, object]
) -> None:
    files = sorted(path for path in project.rglob("*.yaml") if ".milepost" not in path.parts)
    with LanguageClient(server, project, settings) as client:
        found = {
            f"{path.relative_to(project)}:{mark['range']['start']['line'] + 1}": mark["message"]
            for path in files
            for mark in client.open(path, path.read_text(encoding="utf-8"))
        }
    assert files
    assert found == {}


def test_a_wrong_value_is_marked_where_it_stands(marks: list[dict]) -> None:
    line, column = position("opne")
    wrong = [mark for mark in marks if mark["range"]["start"] == {"line": line, "character": column}]
    assert [mark["range"]["end"]["character"] for mark in wrong] == [column + 4]
    assert '"approved"' in wrong[0]["message"]


@pytest.mark.usefixtures("marks")
def test_values_are_completed_and_explained(editor: LanguageClient, project: Path) -> None:
    line, column = position("strategy:")
    answer = editor.ask("textDocument/completion", project / "risks.yaml", line, column + len("strategy: "))
    offered = labels(answer)
    assert {"avoid", "transfer", "accept", "exploit"} <= set(offered)
    assert "threat" in offered["avoid"]


@pytest.mark.usefixtures("marks")
def test_fields_are_completed_and_explained(editor: LanguageClient, project: Path) -> None:
    answer = editor.ask("textDocument/completion", project / "risks.yaml", len(LINES) - 1, len(LINES[-1]))
    offered = labels(answer)
    assert {"probability", "likelihood", "next_review", "tags"} <= set(offered)
    assert "status" not in offered, "a field that is there already is not offered again"
    assert all(offered[name] for name in ("probability", "next_review", "tags"))


@pytest.mark.usefixtures("marks")
@pytest.mark.parametrize("fragment", ["risks:", "id:", "title:", "status:", "owner:", "strategy:"])
def test_hover_explains_a_field_in_the_words_of_its_schema(
    editor: LanguageClient, project: Path, fragment: str
) -> None:
    words = expected_words(fragment.removesuffix(":"))
    assert words in hover(editor, project / "risks.yaml", fragment)


def expected_words(field: str) -> str:
    """Description of a field of the risk register, its own or that of the definition it refers to."""
    schema = json.loads((ROOT / "schema" / "risks.schema.json").read_text(encoding="utf-8"))
    common = json.loads((ROOT / "schema" / "common.schema.json").read_text(encoding="utf-8"))
    if field in schema["properties"]:
        return schema["properties"][field]["description"]
    declared = schema["$defs"]["risk"]["properties"][field]
    while "description" not in declared:
        declared = common["$defs"][declared["$ref"].rpartition("/")[2]]
    return declared["description"]
