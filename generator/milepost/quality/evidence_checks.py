"""Result files that are not there, cannot be read, or do not say what is asked of them."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic
from milepost.project import Project
from milepost.quality import evidence_rules as rules


def evidence_files(project: Project) -> Iterator[Diagnostic]:
    """The files that metrics and reviews name."""
    for kind, key in (("metric", "source_file"), ("review", "evidence_files")):
        for record in project.all(kind):
            single = record.part(key)
            for part in record.parts(key) if single is None else (single,):
                path, value = part.text("path"), part.text("value")
                evidence = project.evidence.get((path, part.text("format")))
                if evidence is None:
                    continue
                span = part.span("path")
                if evidence.missing:
                    message = f"{path}: {evidence.problem}"
                    yield rules.EVIDENCE_MISSING.at(span, message, record=record.id)
                elif evidence.problem:
                    message = f"{path} cannot be read: {evidence.problem}"
                    yield rules.EVIDENCE_UNREADABLE.at(span, message, record=record.id)
                elif value and value not in evidence.figures:
                    message = f"{path} does not say {value}"
                    yield rules.EVIDENCE_WITHOUT_VALUE.at(part.span("value"), message, record=record.id)


CHECKS = (evidence_files,)
