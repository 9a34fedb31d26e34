"""The artefacts that a phase has to leave behind, by the size of the project, and which of them are there.

A project says its size with `size` in project.yaml; without it only what its phases list is asked for. An
artefact is there when a phase lists it as done, or when the register that holds it has records.
"""

from collections.abc import Iterator
from typing import NamedTuple

from milepost.project import Project, Record
from milepost.source.fields import Fields

SIZES = ("small", "medium", "large")


class RequiredArtefact(NamedTuple):
    """An artefact that a phase has to leave behind.

    Attributes:
        phase: Type of the phase.
        name: What it is called (PM² words).
        size: The smallest size of project that needs it.
        words: It is meant when a phase lists an artefact whose name holds one of these, in lower case.
        kinds: Kinds of record that are the artefact, or hold it.
    """

    phase: str
    name: str
    size: str
    words: tuple[str, ...]
    kinds: tuple[str, ...] = ()


REQUIRED = (
    RequiredArtefact("initiating", "Project initiation request", "large", ("initiation request",)),
    RequiredArtefact("initiating", "Business case", "medium", ("business case",), ("business_case",)),
    RequiredArtefact("initiating", "Project charter", "small", ("charter", "project brief")),
    RequiredArtefact("planning", "Project handbook", "medium", ("handbook", "management plan")),
    RequiredArtefact("planning", "Work plan", "small", ("work plan", "project plan"), ("task",)),
    RequiredArtefact("planning", "Schedule and cost baseline", "small", ("baseline",), ("baseline",)),
    RequiredArtefact("planning", "Requirements", "medium", ("requirement",), ("requirement",)),
    RequiredArtefact("planning", "Deliverables acceptance plan", "medium", ("acceptance plan",)),
    RequiredArtefact("planning", "Risk log", "small", ("risk",), ("risk",)),
    RequiredArtefact("planning", "Stakeholder matrix", "medium", ("stakeholder",), ("stakeholder",)),
    RequiredArtefact("planning", "Communications plan", "medium", ("communication",), ("communication",)),
    RequiredArtefact("planning", "Quality plan", "large", ("quality",), ("criterion",)),
    RequiredArtefact("planning", "Transition plan", "large", ("transition",)),
    RequiredArtefact("planning", "Responsibilities", "large", ("raci", "responsibilit"), ("raci_row",)),
    RequiredArtefact("executing", "Status reports", "small", ("status report",), ("report",)),
    RequiredArtefact("executing", "Deliverables acceptance notes", "medium", ("acceptance note",)),
    RequiredArtefact("closing", "Project-end report", "small", ("end report", "end-report")),
    RequiredArtefact("closing", "Lessons learned", "small", ("lessons",), ("lesson",)),
)
"""What is asked for, in the order of the phases."""


class Artefact(NamedTuple):
    """An artefact of a phase as things stand.

    Attributes:
        name: What it is called.
        phase: Id of the phase, or its type for a phase that the project does not have.
        required: The size from which on it is asked for; empty when only the phase lists it.
        there: Whether it is there.
        basis: How that is known, or what to do.
        record: Id of a record that is or shows it, or empty.
    """

    name: str
    phase: str
    required: str
    there: bool
    basis: str
    record: str = ""


def artefacts(project: Project) -> tuple[Artefact, ...]:
    """What each phase lists, and what a project of its size needs beside it, in the order of the phases."""
    phases = project.all("phase")
    listed = [(phase, one) for phase in phases for one in phase.parts("artefacts")]
    wanted = tuple(required(project))
    found: list[Artefact] = []
    for phase in phases:
        for owner, one in listed:
            if owner is phase:
                asked = next((need.size for need in wanted if _is_meant(one, need)), "")
                found.append(_listed(one, phase, asked))
        last_of_type = [other for other in phases if other.text("type") == phase.text("type")][-1]
        for need in wanted:
            here = need.phase == phase.text("type") and phase is last_of_type
            if here and not any(_is_meant(one, need) for _, one in listed):
                found.append(_from_registers(need, phase.id, project))
    return tuple(found)


def missing(project: Project) -> Iterator[tuple[Record, RequiredArtefact]]:
    """What finished phases should have left behind and did not, for projects that say their size."""
    phases = project.all("phase")
    listed = [one for phase in phases for one in phase.parts("artefacts")]
    for need in required(project):
        of_type = [phase for phase in phases if phase.text("type") == need.phase]
        if not of_type or not all(phase.has("actual_finish") for phase in of_type):
            continue
        mentioned = any(_is_meant(one, need) for one in listed)  # unfinished ones have a finding of their own
        if not mentioned and not any(project.all(kind) for kind in need.kinds):
            yield of_type[-1], need


def required(project: Project) -> Iterator[RequiredArtefact]:
    """What is asked of a project of its size; nothing when it does not say its size."""
    size = project.settings.text("size")
    if size in SIZES:
        upto = SIZES[: SIZES.index(size) + 1]
        yield from (one for one in REQUIRED if one.size in upto)


def is_done(artefact: Fields) -> bool:
    """Whether a phase says that an artefact is there."""
    return artefact.has("done") or artefact.has("record") or artefact.has("evidence")


def _is_meant(artefact: Fields, need: RequiredArtefact) -> bool:
    name = artefact.text("name").lower()
    return any(word in name for word in need.words)


def _listed(artefact: Fields, phase: Record, asked: str) -> Artefact:
    done, record = artefact.date("done"), artefact.text("record")
    if done is not None:
        basis = f"done on {done}"
    elif artefact.has("evidence"):
        basis = artefact.text("evidence")
    elif phase.has("actual_finish"):
        basis = "named by its record" if record else "the phase is finished without it"
    else:
        basis = "not done yet"
    there = done is not None or (
        is_done(artefact) and (phase.has("actual_finish") or artefact.has("evidence"))
    )
    return Artefact(artefact.text("name"), phase.id, asked, there, basis, record)


def _from_registers(need: RequiredArtefact, phase: str, project: Project) -> Artefact:
    counts = [(len(project.all(kind)), kind.replace("_", " ")) for kind in need.kinds if project.all(kind)]
    if counts:
        number, kind = counts[0]
        basis = f"{number} {kind}{'' if number == 1 else 's'} in the register"
        return Artefact(
            need.name, phase, need.size, there=True, basis=basis.replace("business cases", "case")
        )
    return Artefact(need.name, phase, need.size, there=False, basis="list it under `artefacts` of the phase")
