"""What is wrong with risks, issues, actions and assumptions before anything is computed from them."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic
from milepost.parties import has_left, left_on
from milepost.project import Project, Record
from milepost.risk import issue_checks, rules
from milepost.source.fields import Fields
from milepost.states import is_open, status

_STRATEGIES = {
    "threat": frozenset({"avoid", "reduce", "mitigate", "transfer", "share", "accept", "escalate"}),
    "opportunity": frozenset({"exploit", "enhance", "share", "accept", "escalate"}),
}
_PASSIVE = frozenset({"", "accept", "escalate"})
_ASSESSMENTS = ("inherent", "current", "residual", "target")
_RISING = {"probability_scale": "score", "impact_scale": "score", "bands": "from"}


def owner(project: Project) -> Iterator[Diagnostic]:
    """Open risks that nobody watches."""
    for risk in project.all("risk"):
        if not is_open(risk):
            continue
        name = risk.text("owner")
        if not name:
            yield rules.OWNER_MISSING.at(risk.span(), f"{risk.id} has no owner", record=risk.id)
        elif has_left(name, project):
            message = f"{name} owns {risk.id} and left on {left_on(name, project)}"
            yield rules.OWNER_LEFT.at(risk.span("owner"), message, record=risk.id)


def score_out_of_scale(project: Project) -> Iterator[Diagnostic]:
    """Scores that the project's own scales do not have."""
    settings = project.settings.section("risk")
    likelihoods = _scores(settings, "probability_scale")
    impacts = _scores(settings, "impact_scale")
    for risk in project.all("risk"):
        impact = risk.part("impact")
        places: list[tuple[Fields, str, frozenset[int]]] = [
            (risk, "likelihood", likelihoods),
            (risk, "impact_score", impacts),
        ]
        if impact is not None:
            places += [(impact, key, impacts) for key in ("quality", "scope", "benefits")]
        for key in _ASSESSMENTS:
            block = risk.part(key)
            if block is not None:
                places += [(block, "likelihood", likelihoods), (block, "impact", impacts)]
        for fields, key, scale in places:
            score = fields.integer(key)
            if score is not None and scale and score not in scale:
                listed = ", ".join(map(str, sorted(scale)))
                message = f"{key.replace('_', ' ')} {score} is not on the scale ({listed})"
                yield rules.SCORE_OUT_OF_SCALE.at(fields.span(key), message, record=risk.id)


def scale_out_of_order(project: Project) -> Iterator[Diagnostic]:
    """Scales and bands whose entries do not rise."""
    settings = project.settings.section("risk")
    for name, key in _RISING.items():
        before: int | None = None
        for entry in settings.parts(name):
            value = entry.integer(key)
            if value is not None and before is not None and value <= before:
                message = f"{key} {value} follows {before}"
                yield rules.SCALE_OUT_OF_ORDER.at(entry.span(key), message)
            before = value if value is not None else before


def residual_above_current(project: Project) -> Iterator[Diagnostic]:
    """Threats that a response is said to make worse, by scores that are written."""
    for risk in project.all("risk"):
        scores = written_scores(risk)
        active = risk.text("strategy") not in _PASSIVE or risk.has("response")
        if scores is None or risk.text("type") != "threat" or not active:
            continue
        today, after = scores
        if after > today:
            message = f"the residual score {after} is above the score {today} of today"
            yield rules.RESIDUAL_ABOVE_CURRENT.at(risk.span("residual"), message, record=risk.id)


def written_scores(risk: Record) -> tuple[int, int] | None:
    """The score of today and after the response as written; None where one of them has to be computed."""
    today = _score(risk.part("current"), "impact") or _score(risk, "impact_score")
    after = _score(risk.part("residual"), "impact")
    return None if today is None or after is None else (today, after)


def response(project: Project) -> Iterator[Diagnostic]:
    """Strategies that do not fit, that nobody carries out, or whose actions have no date."""
    for risk in project.all("risk"):
        strategy, kind = risk.text("strategy"), risk.text("type")
        if strategy and strategy not in _STRATEGIES.get(kind, {strategy}):
            message = f"{strategy} is no strategy for {'an' if kind == 'opportunity' else 'a'} {kind}"
            yield rules.STRATEGY_DOES_NOT_FIT.at(risk.span("strategy"), message, record=risk.id)
        actions = tuple(risk.parts("response"))
        if strategy not in _PASSIVE and risk.text("status") == "approved" and not actions:
            message = f"{risk.id} has the strategy {strategy} and no response"
            yield rules.STRATEGY_WITHOUT_RESPONSE.at(risk.span("strategy"), message, record=risk.id)
        for action in actions:
            if is_open(risk) and not (action.has("due") or action.has("done") or action.has("task")):
                message = f"the response {action.text('action')!r} has no due date"
                yield rules.RESPONSE_WITHOUT_DATE.at(action.span(), message, record=risk.id)


def end_of_risk(project: Project) -> Iterator[Diagnostic]:
    """Closed risks without date or reason, and occurred ones without an issue."""
    sources = {issue.text("from_risk") for issue in project.all("issue")}
    for risk in project.all("risk"):
        state, span = risk.text("status"), risk.span("status")
        if state == "closed" and not risk.has("closed"):
            yield rules.CLOSED_WITHOUT_DATE.at(span, f"{risk.id} is closed without a date", record=risk.id)
        if state == "closed" and not risk.has("closure_reason"):
            yield rules.CLOSED_WITHOUT_REASON.at(
                span, f"{risk.id} is closed without a reason", record=risk.id
            )
        if state == "occurred" and not risk.has("issue") and risk.id not in sources:
            message = f"{risk.id} has occurred and no issue is linked"
            yield rules.OCCURRED_WITHOUT_ISSUE.at(span, message, record=risk.id)


def review_overdue(project: Project) -> Iterator[Diagnostic]:
    """Open risks whose next review, as written, is over."""
    for risk in project.all("risk"):
        due = risk.date("next_review")
        if due is not None and due < project.settings.status_date and is_open(risk):
            message = f"the review of {risk.id} was due on {due}"
            yield rules.REVIEW_OVERDUE.at(risk.span("next_review"), message, record=risk.id)


def issues(project: Project) -> Iterator[Diagnostic]:
    """Issues that nobody drives, that are late, or that ended without a word."""
    for issue in project.all("issue"):
        state, span = status(issue), issue.span("status")
        if state == "open":
            yield from _open_issue(issue, project)
        if state in ("resolved", "closed") and not issue.has("resolution"):
            message = f"{issue.id} is {state} without a resolution"
            yield rules.CLOSED_ISSUE_WITHOUT_RESOLUTION.at(span, message, record=issue.id)
        if state == "closed" and not issue.has("closed"):
            message = f"{issue.id} is closed without a date"
            yield rules.CLOSED_ISSUE_WITHOUT_DATE.at(span, message, record=issue.id)
        risk = project.get(issue.text("from_risk"), "risk")
        if risk is not None and risk.text("status") not in ("occurred", "closed"):
            message = f"{risk.id} is {risk.text('status')}, and {issue.id} comes from it"
            yield rules.SOURCE_RISK_NOT_OCCURRED.at(issue.span("from_risk"), message, record=issue.id)


def _open_issue(issue: Record, project: Project) -> Iterator[Diagnostic]:
    if not issue.has("owner"):
        message = f"{issue.id} is open and has no owner"
        yield rules.OPEN_ISSUE_WITHOUT_OWNER.at(issue.span("status"), message, record=issue.id)
    target = issue.date("target_date")
    if not issue.has("target_date"):
        message = f"{issue.id} is open and has no target date"
        yield rules.OPEN_ISSUE_WITHOUT_TARGET.at(issue.span("status"), message, record=issue.id)
    elif target is not None and target < project.settings.status_date:
        message = f"{issue.id} was to be solved by {target}"
        yield rules.ISSUE_OVERDUE.at(issue.span("target_date"), message, record=issue.id)


def actions(project: Project) -> Iterator[Diagnostic]:
    """Actions of nobody or without a date, late ones, and done ones without a date."""
    for action in project.all("action"):
        if status(action) == "done" and not action.has("done"):
            message = f"{action.id} is done, and nothing says when"
            yield rules.DONE_ACTION_WITHOUT_DATE.at(action.span("status"), message, record=action.id)
        if not is_open(action):
            continue
        lacking = [key for key in ("owner", "due") if not action.has(key)]
        if lacking:
            message = f"{action.id} has no {' and no '.join(lacking)}"
            yield rules.ACTION_WITHOUT_OWNER_OR_DATE.at(action.span(), message, record=action.id)
        due = action.date("due")
        if due is not None and due < project.settings.status_date:
            message = f"{action.id} was due on {due}"
            yield rules.ACTION_OVERDUE.at(action.span("due"), message, record=action.id)


def assumptions(project: Project) -> Iterator[Diagnostic]:
    """Assumptions that nobody has looked at in time, or whose answer has no date."""
    for assumption in project.all("assumption"):
        state = status(assumption)
        if state in ("confirmed", "disproved") and not assumption.has("validated"):
            message = f"{assumption.id} is {state}, and nothing says when"
            yield rules.VALIDATED_WITHOUT_DATE.at(assumption.span("status"), message, record=assumption.id)
        due = assumption.date("validate_by")
        if state == "open" and due is not None and due < project.settings.status_date:
            message = f"{assumption.id} was to be validated by {due}"
            span = assumption.span("validate_by")
            yield rules.ASSUMPTION_NOT_VALIDATED.at(span, message, record=assumption.id)


def _scores(settings: Fields, scale: str) -> frozenset[int]:
    scores = (entry.integer("score") for entry in settings.parts(scale))
    return frozenset(score for score in scores if score is not None)


def _score(fields: Fields | None, impact: str) -> int | None:
    """Likelihood times impact, when both are written."""
    if fields is None:
        return None
    likelihood, consequence = fields.integer("likelihood"), fields.integer(impact)
    return None if likelihood is None or consequence is None else likelihood * consequence


CHECKS = (
    *issue_checks.CHECKS,
    owner,
    score_out_of_scale,
    scale_out_of_order,
    residual_above_current,
    response,
    end_of_risk,
    review_overdue,
    issues,
    actions,
    assumptions,
)
