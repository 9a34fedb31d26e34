"""Results of tests and coverage from files in the project: JUnit and Cobertura XML, read without entities.

Nothing in such a file is fetched or expanded: a declared entity, or a depth or size past the limit, ends it.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from milepost.source.folder import Folder, RefusedError

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

MAX_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 100


class Evidence(NamedTuple):
    """A result file that was asked for.

    Attributes:
        figures: What it says by name, such as "tests-passed-percent"; empty when it could not be read.
        day: The day it was made, as it says itself; empty when it does not.
        problem: Why it could not be read, or empty.
        missing: Whether there is no such file.
    """

    figures: Mapping[str, float]
    day: str = ""
    problem: str = ""
    missing: bool = False


def read_evidence(folder: Folder, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Evidence]:
    """Read result files, each once, by path and format.

    Args:
        folder: The project's folder.
        wanted: Paths relative to it, and what is in the files: junit or cobertura.
    """
    return {key: _read(folder, *key) for key in dict.fromkeys(wanted)}


def _read(folder: Folder, path: str, form: str) -> Evidence:
    if not _within(path):
        return Evidence({}, problem="the path leads out of the project folder")
    try:
        if not folder.has(path):
            return Evidence({}, problem="there is no such file", missing=True)
        if _through_link(folder, path):
            return Evidence({}, problem="a link on its path may lead out of the project folder")
        content = folder.content(path, MAX_BYTES)
    except (RefusedError, OSError) as error:
        return Evidence({}, problem=str(error) or "the file cannot be read")
    return parse_evidence(content, form)


def _within(path: str) -> bool:
    return all(part not in ("", ".", "..") for part in path.split("/")) and "\\" not in path


def _through_link(folder: Folder, path: str) -> bool:
    above = ""
    for name in path.split("/")[:-1]:
        entry = next((one for one in folder.entries(above) if one.name == name), None)
        if entry is None or entry.is_symlink():
            return True
        above = f"{above}/{name}" if above else name
    return False


def parse_evidence(content: bytes, form: str) -> Evidence:
    """Read a result file.

    Args:
        content: Its bytes.
        form: junit or cobertura.
    """
    from xml.parsers import expat

    reader: _JUnit | _Cobertura = _JUnit() if form == "junit" else _Cobertura()
    parser = expat.ParserCreate()
    _refuse_entities(parser)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    try:
        parser.Parse(content, True)  # noqa: FBT003  expat takes no names
        return reader.result()
    except _RefusedError as error:
        return Evidence({}, problem=str(error))
    except expat.ExpatError as error:
        return Evidence({}, problem=f"it is not well-formed XML: {error}")
    except ValueError as error:
        return Evidence({}, problem=f"a number in it is none: {error}")


class _RefusedError(Exception):
    """Why a file is not read on."""


def _refuse_entities(parser: "XMLParserType") -> None:
    def declared(*_: object) -> None:
        raise _RefusedError("it declares entities, which no result file needs")

    parser.EntityDeclHandler = declared
    parser.UnparsedEntityDeclHandler = declared
    parser.ExternalEntityRefHandler = lambda *_: 0


class _Reader:
    """Keeps the depth of elements."""

    def __init__(self) -> None:
        self.depth = 0
        self.root = ""
        self.day = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _RefusedError(f"its elements are nested more than {MAX_DEPTH} deep")
        self.root = self.root or name
        self.seen(name, attributes)

    def end(self, _name: str) -> None:
        self.depth -= 1

    def seen(self, name: str, attributes: dict[str, str]) -> None:
        """Look at an element; each format has its own."""


class _JUnit(_Reader):
    """Counts test cases; totals written in attributes are not believed."""

    def __init__(self) -> None:
        super().__init__()
        self.tests = self.failed = self.skipped = 0
        self._outcome = ""

    def seen(self, name: str, attributes: dict[str, str]) -> None:
        if name == "testcase":
            self.tests += 1
            self._outcome = ""
        elif name in ("failure", "error") and self._outcome != "failed":
            self.skipped -= self._outcome == "skipped"
            self.failed += 1
            self._outcome = "failed"
        elif name == "skipped" and not self._outcome:
            self.skipped += 1
            self._outcome = "skipped"
        elif name in ("testsuite", "testsuites"):
            self.day = max(self.day, attributes.get("timestamp", "")[:10])

    def result(self) -> Evidence:
        if self.root not in ("testsuites", "testsuite"):
            return Evidence({}, problem=f"its root is <{self.root}>, JUnit XML begins with <testsuites>")
        ran = self.tests - self.skipped
        figures: dict[str, float] = {
            "tests": self.tests,
            "tests-failed": self.failed,
            "tests-skipped": self.skipped,
        }
        if ran:
            figures["tests-passed-percent"] = round(100 * (ran - self.failed) / ran, 6)
        return Evidence(figures, self.day)


class _Cobertura(_Reader):
    """Takes the rates of the root: of lines and, where there are any, of branches."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[str, float] = {}

    def seen(self, name: str, attributes: dict[str, str]) -> None:
        if self.depth > 1 or name != "coverage":
            return
        for kind in ("line", "branch"):
            rate = attributes.get(f"{kind}-rate")
            if (
                rate is not None
                and attributes.get(f"{kind}es-valid", attributes.get(f"{kind}s-valid")) != "0"
            ):
                self.figures[f"{kind}-coverage-percent"] = round(100 * float(rate), 6)
        self.day = _day_of(attributes.get("timestamp", ""))

    def result(self) -> Evidence:
        if self.root != "coverage":
            return Evidence({}, problem=f"its root is <{self.root}>, Cobertura XML begins with <coverage>")
        return Evidence(self.figures, self.day)


def _day_of(timestamp: str) -> str:
    """The day of seconds or milliseconds since 1970, in UTC; empty when it is neither."""
    from datetime import UTC, datetime

    if not timestamp.isascii() or not timestamp.isdigit() or len(timestamp) > 14:
        return ""
    seconds = int(timestamp) / (1000 if len(timestamp) > 11 else 1)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
