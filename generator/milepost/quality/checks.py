"""What is wrong with criteria, reviews, metrics and defects before anything is computed from them."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.parties import identity
from milepost.project import Project, Record
from milepost.quality import evidence_checks, evidence_rules, rules
from milepost.quality.metrics import days_of, measured, off_target, tolerance
from milepost.states import is_open, status


def accepted_deliverables(project: Project) -> Iterator[Diagnostic]:
    """Mandatory criteria of accepted deliverables that are not shown to be met."""
    for criterion in project.all("criterion"):
        deliverable = project.get(criterion.text("deliverable"), "deliverable")
        if deliverable is None or status(deliverable) != "accepted" or criterion.flag("mandatory") is False:
            continue
        state = status(criterion)
        if state == "waived" or (state == "met" and criterion.raw("evidence")):
            continue
        problem = "has no evidence" if state == "met" else f"is {state}"
        message = f"{deliverable.id} is accepted, and its criterion {criterion.id} {problem}"
        note = Note(deliverable.span("status"), f"{deliverable.id} is accepted here")
        span = criterion.span("status")
        yield rules.ACCEPTED_WITHOUT_PASSED_CRITERIA.at(span, message, notes=(note,), record=criterion.id)


def reviews(project: Project) -> Iterator[Diagnostic]:
    """Reviews by the author, without a result, without conditions, or late."""
    for review in project.all("review"):
        state, name = status(review), review.id
        yield from _own_work(review, project)
        lacking = [key for key in ("actual", "result") if not review.has(key)]
        if state == "done" and lacking:
            words = " and no ".join({"actual": "date", "result": "result"}[key] for key in lacking)
            message = f"{name} is done and has no {words}"
            yield rules.DONE_WITHOUT_RESULT.at(review.span("status"), message, record=name)
        if review.text("result") == "conditional" and not review.has("conditions"):
            message = f"{name} passed on conditions that are not written down"
            yield rules.CONDITIONAL_WITHOUT_CONDITIONS.at(review.span("result"), message, record=name)
        planned = review.date("planned")
        if state == "planned" and planned is not None and planned < project.settings.status_date:
            message = f"{name} was planned for {planned}"
            yield rules.REVIEW_OVERDUE.at(review.span("planned"), message, record=name)


def _own_work(review: Record, project: Project) -> Iterator[Diagnostic]:
    authors = {review.text("author"): review.id}
    if not review.has("author"):
        for name in review.texts("deliverables"):
            deliverable = project.get(name, "deliverable")
            if deliverable is not None:
                authors[deliverable.text("author")] = deliverable.id
    known = {identity(author, project): work for author, work in authors.items() if author}
    for index, reviewer in enumerate(review.texts("reviewers")):
        work = known.get(identity(reviewer, project))
        if work is not None:
            message = (
                f"{reviewer} is the author of {work}" if work != review.id else f"{reviewer} is the author"
            )
            span = review.item_span("reviewers", index)
            yield rules.REVIEWER_IS_AUTHOR.at(span, message, record=review.id)


def metrics(project: Project) -> Iterator[Diagnostic]:
    """Metrics that are off their target and nobody does anything about it, or that nobody measures."""
    treated = {name for report in project.all("nonconformity") for name in report.texts("against")}
    today = project.settings.status_date
    for metric in project.all("metric"):
        values = measured(metric, project)
        if not values:
            continue
        last = values[-1]
        off = off_target(metric, last.value)
        if off is not None and off > tolerance(metric) and metric.id not in treated:
            message = f"{last.value} on {last.day}, the target is {metric.decimal('target')}"
            yield rules.METRIC_OFF_TARGET.at(last.span, message, record=metric.id)
        rhythm = days_of(metric.text("measure_every"))
        if rhythm is not None and (today - last.day).days > rhythm:
            every = metric.text("measure_every")
            message = f"{metric.id} was last measured on {last.day}, and is to be measured every {every}"
            yield evidence_rules.METRIC_NOT_MEASURED.at(last.span, message, record=metric.id)


def unreviewed(project: Project) -> Iterator[Diagnostic]:
    """Deliverables that no review looks at, in projects that keep reviews."""
    reviewed: set[str] = set()
    planned = [review for review in project.all("review") if status(review) != "cancelled"]
    for review in planned:
        reviewed.update(review.texts("deliverables"))
        for name in review.texts("criteria"):
            criterion = project.get(name, "criterion")
            reviewed.add("" if criterion is None else criterion.text("deliverable"))
    for deliverable in project.all("deliverable") if planned else ():
        if deliverable.id not in reviewed and status(deliverable) != "cancelled":
            message = f"no review, test or audit looks at {deliverable.id}"
            span = deliverable.span("id")
            yield evidence_rules.DELIVERABLE_WITHOUT_REVIEW.at(span, message, record=deliverable.id)


def corrections(project: Project) -> Iterator[Diagnostic]:
    """Defects and nonconformities past their day."""
    for kind in ("defect", "nonconformity"):
        for record in project.all(kind):
            due = record.date("due")
            open_ = is_open(record) and status(record) != "corrected"
            if open_ and due is not None and due < project.settings.status_date:
                message = f"{record.id} was to be corrected by {due}"
                yield evidence_rules.CORRECTION_OVERDUE.at(record.span("due"), message, record=record.id)


def ends(project: Project) -> Iterator[Diagnostic]:
    """Defects fixed and nonconformities closed without the date or the look that this takes."""
    for defect in project.all("defect"):
        if status(defect) in ("fixed", "closed") and not defect.has("fixed"):
            message = f"{defect.id} is {status(defect)}, and nothing says when it was fixed"
            yield rules.FIXED_WITHOUT_DATE.at(defect.span("status"), message, record=defect.id)
    for report in project.all("nonconformity"):
        if status(report) == "closed" and not (report.has("verified") and report.has("verified_by")):
            message = f"{report.id} is closed, and nobody has verified it"
            yield rules.CLOSED_WITHOUT_VERIFICATION.at(report.span("status"), message, record=report.id)


CHECKS = (
    accepted_deliverables,
    reviews,
    metrics,
    unreviewed,
    corrections,
    ends,
    *evidence_checks.CHECKS,
)
