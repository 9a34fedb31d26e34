"""Writes the demonstration repository: the example's history as commits, the same bytes every time."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from milepost.history.demo import script
from milepost.history.demo.rewind import Rewind
from milepost.history.process import HistoryError, run
from milepost.load import load_project
from milepost.project import Project
from milepost.resources import resource_dir

_EXAMPLE = "example-project"
_ACTUALS = "actuals/"
_IGNORE = "/site/\n"
_MAIN = "refs/heads/main"


def write_demo(target: Path) -> None:
    """Create the repository.

    Args:
        target: A folder that does not exist, or is empty.

    Raises:
        HistoryError: It holds something, or git refuses.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise HistoryError(f"{target} exists and is not an empty folder")
    source = resource_dir(_EXAMPLE)
    stream = b"".join(_stream(source))
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HistoryError(f"{target} cannot be made: {error.strerror}") from None
    run(target, "init", "-q")
    run(target, "symbolic-ref", "HEAD", _MAIN)
    run(target, "fast-import", "--quiet", "--force", feed=stream)
    run(target, "reset", "-q", "--hard")


def _stream(source: Path) -> Iterator[bytes]:
    """The history in the language of `git fast-import`."""
    project = load_project(source).project
    rewind = Rewind(project, script.BORN, script.founded(), script.PHASES, script.SWITCHED)
    beside = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for folder in ("evidence", "schema")
        for path in sorted((source / folder).rglob("*"))
        if path.is_file()
    }
    before: dict[str, bytes] = {}
    previous = script.days()[0] - timedelta(days=7)
    subjects = {one.day: one.subject for one in script.STAGES}
    for day in script.days():
        texts = rewind.at(day)
        state = {path: text.encode() for path, text in texts.items()}
        together = "\n".join(texts.values())
        state.update(
            (path, content)
            for path, content in beside.items()
            if path.startswith("schema/") or path in together
        )
        state[".gitignore"] = _IGNORE.encode()
        if day == script.days()[-1]:
            state["README.md"] = (source / "README.md").read_bytes()
        books = {path: content for path, content in state.items() if path.startswith(_ACTUALS)}
        known = {path: content for path, content in before.items() if path.startswith(_ACTUALS)}
        registers = {path: content for path, content in state.items() if path not in books}
        message = f"{subjects[day]}\n" if day in subjects else _message(project, previous, day)
        yield from _commit(_MAIN, script.MANAGER, _moment(day, 16), message, before, {**registers, **known})
        if books != known:
            message = f"Book costs and hours up to {_long(day)}\n"
            yield from _commit(
                _MAIN, script.CONTROLLER, _moment(day, 17), message, {**registers, **known}, state
            )
        if day in script.TAGS:
            name, words = script.TAGS[day]
            yield f"tag {name}\nfrom {_MAIN}\ntagger {_author(script.MANAGER, _moment(day, 18))}\n".encode()
            yield _data(words + "\n")
        before, previous = state, day
    yield from _idea(before)


def _idea(state: Mapping[str, bytes]) -> Iterator[bytes]:
    """The open branch: an app nobody approved, in the middle of the way to the finish."""
    plan, rollout, deliverables = "plan/3-build.yaml", "plan/4-rollout.yaml", "deliverables.yaml"
    changed = dict(state)
    changed[plan] = state[plan].rstrip(b"\n") + b"\n\n" + script.IDEA_TASKS.encode()
    changed[deliverables] = state[deliverables].rstrip(b"\n") + b"\n" + script.IDEA_DELIVERABLE.encode()
    text = state[rollout].decode()
    if script.IDEA_BEFORE not in text:
        raise HistoryError("the example has changed: the idea finds no task to wait for it")
    changed[rollout] = text.replace(script.IDEA_BEFORE, script.IDEA_AFTER).encode()
    moment = _moment(script.days()[-1] + timedelta(days=3), 10)
    branch = f"refs/heads/{script.IDEA_BRANCH}"
    yield from _commit(branch, script.NURSE, moment, script.IDEA_MESSAGE, state, changed, begin=_MAIN)


def _commit(  # noqa: PLR0917 - a commit has so many parts
    branch: str,
    author: script.Author,
    moment: int,
    message: str,
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    begin: str = "",
) -> Iterator[bytes]:
    who = _author(author, moment)
    yield f"commit {branch}\nauthor {who}\ncommitter {who}\n".encode()
    yield _data(message)
    if begin:
        yield f"from {begin}\n".encode()
    for path in sorted(before.keys() - after.keys()):
        yield f"D {path}\n".encode()
    for path, content in sorted(after.items()):
        if before.get(path) != content:
            yield f"M 100644 inline {path}\n".encode()
            yield b"data %d\n%s\n" % (len(content), content)
    yield b"\n"


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


def _author(author: script.Author, moment: int) -> str:
    return f"{author.name} <{author.email}> {moment} +0100"


def _moment(day: date, hour: int) -> int:
    return int(datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC).timestamp())


def _message(project: Project, previous: date, day: date) -> str:
    """What happened since the last commit, as its message."""
    lines = list(_events(project, previous, day))
    body = "".join(f"- {line}\n" for line in lines)
    return f"Status of {_long(day)}\n" + (f"\n{body}" if body else "")


def _events(project: Project, previous: date, day: date) -> Iterator[str]:
    def now(when: date | None) -> bool:
        return when is not None and previous < when <= day

    for task in project.all("task"):
        progress = task.part("progress")
        text = "" if progress is None else progress.text("actual_finish")[:10]
        if text and now(date.fromisoformat(text)):
            yield f"{task.id} {'is reached' if task.flag('milestone') else 'is done'}: {task.title}"
    for change in project.all("change"):
        if now(change.date("decided")):
            words = "rejected" if change.text("status") == "rejected" else "decided"
            yield f"{change.id} is {words}: {change.title}"
    for kind, field, words in (
        ("risk", "identified", "is identified"),
        ("risk", "occurred", "has occurred"),
        ("issue", "created", "is open"),
        ("issue", "closed", "is closed"),
        ("decision", "date", "is taken"),
        ("baseline", "created", "is frozen"),
    ):
        for record in project.all(kind):
            if now(record.date(field)):
                yield f"{record.id} {words}: {record.title}"


def _long(day: date) -> str:
    months = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    )  # fmt: skip
    return f"{day.day} {months[day.month - 1]} {day.year}"
