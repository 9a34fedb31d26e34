"""All rules and all checks, and what becomes of findings: severities of the project, then waivers."""

from collections.abc import Callable, Iterable, Iterator

from milepost import project_rules
from milepost.budget import checks as budget_checks
from milepost.budget import closed_rules as budget_closed_rules
from milepost.budget import computed_rules as budget_computed_rules
from milepost.budget import rules as budget_rules
from milepost.budget import threshold_rules as budget_threshold_rules
from milepost.control import checks as control_checks
from milepost.control import computed_rules as control_computed_rules
from milepost.control import report_rules as control_report_rules
from milepost.control import rules as control_rules
from milepost.control import status_rules
from milepost.diagnostics import Diagnostic, Rule, Severity, Span, sort_key
from milepost.frozen import frozen, replace
from milepost.people import checks as people_checks
from milepost.people import rules as people_rules
from milepost.project import Project, Record
from milepost.quality import checks as quality_checks
from milepost.quality import rules as quality_rules
from milepost.risk import checks as risk_checks
from milepost.risk import computed_rules as risk_computed_rules
from milepost.risk import response_rules, simulation_rules
from milepost.risk import rules as risk_rules
from milepost.schedule import checks as schedule_checks
from milepost.schedule import engine_rules, health_rules, load_rules
from milepost.schedule import rules as schedule_rules
from milepost.scope import checks as scope_checks
from milepost.scope import rules as scope_rules
from milepost.source import rules as source_rules
from milepost.source import schema_rules

RULES: tuple[Rule, ...] = (
    *source_rules.RULES,
    *schema_rules.RULES,
    *project_rules.RULES,
    *schedule_rules.RULES,
    *engine_rules.RULES,
    *health_rules.RULES,
    *load_rules.RULES,
    *budget_rules.RULES,
    *budget_computed_rules.RULES,
    *budget_threshold_rules.RULES,
    *budget_closed_rules.RULES,
    *risk_rules.RULES,
    *risk_computed_rules.RULES,
    *response_rules.RULES,
    *simulation_rules.RULES,
    *people_rules.RULES,
    *scope_rules.RULES,
    *quality_rules.RULES,
    *control_rules.RULES,
    *control_report_rules.RULES,
    *control_computed_rules.RULES,
)
"""Every rule there is."""

CHECKS: tuple[Callable[[Project], Iterator[Diagnostic]], ...] = (
    *schedule_checks.CHECKS,
    *budget_checks.CHECKS,
    *risk_checks.CHECKS,
    *people_checks.CHECKS,
    *scope_checks.CHECKS,
    *quality_checks.CHECKS,
    *control_checks.CHECKS,
)
"""Every check of what is written, before anything is computed from it."""

_BY_NAME = {rule.name: rule for rule in RULES}
NEVER_WAIVED = frozenset({"source", "schema"})
"""Duties whose findings cannot be waived: what cannot be read cannot be accepted."""
_ABOUT_WAIVERS = frozenset(
    rule.name
    for rule in (
        status_rules.UNKNOWN_RULE,
        status_rules.EXPIRED_WAIVER,
        status_rules.RULE_NOT_WAIVABLE,
        status_rules.UNUSED_WAIVER,
    )
)


@frozen
class Waived:
    """A finding that somebody accepted for a time, and the id of the waiver that says so."""

    diagnostic: Diagnostic
    waiver: str


@frozen
class Verdict:
    """What a check comes to: the findings that count, in file order, and those that are waived."""

    findings: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


def find_rule(name: str) -> Rule | None:
    """The rule of a name."""
    return _BY_NAME.get(name)


def similar_rules(name: str) -> tuple[str, ...]:
    """Names of rules that look like a name, or that have its second part; the best first."""
    from difflib import get_close_matches

    close = get_close_matches(name, _BY_NAME, n=2, cutoff=0.7)
    problem = name.rpartition("/")[2]
    close += [one for one in _BY_NAME if one.partition("/")[2] == problem and one not in close]
    return tuple(close[:3])


def check_records(project: Project) -> list[Diagnostic]:
    """What is wrong with the records of a project, in the order of the checks."""
    return [finding for check in CHECKS for finding in check(project)]


def settle(findings: Iterable[Diagnostic], project: Project) -> Verdict:
    """Give findings the severity that the project gives them, and set aside what is waived.

    Args:
        findings: Everything that was found, in any order.
        project: The project, for its `checks` and its waivers.
    """
    about_rules = tuple(_unknown_rules(project))
    counted = _with_severities((*_told_once(findings), *about_rules), project)
    waivers = {
        (waiver.text("rule"), waiver.text("record")): waiver
        for waiver in project.all("waiver")
        if _holds(waiver, project)
    }
    kept: list[Diagnostic] = []
    waived: list[Waived] = []
    used: set[str] = set()
    for finding in counted:
        waiver = _waiver_of(finding, waivers, project)
        if waiver is None:
            kept.append(finding)
        else:
            waived.append(Waived(finding, waiver.id))
            used.add(waiver.id)
    kept += _with_severities(tuple(_about_waivers(project, used)), project)
    return Verdict(
        tuple(sorted(kept, key=sort_key)),
        tuple(sorted(waived, key=lambda one: sort_key(one.diagnostic))),
    )


def _told_once(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out the second finding about one value that the schema has refused already.

    A word that is none of those to choose from fits nowhere, and whatever it should fit says so as well. A
    value that is no id names nothing; but where the name of somebody is written in place of their id, the
    reference knows whom it means, and that is the better answer.
    """
    found = tuple(findings)
    unknown = {one.span: one for one in found if one.rule == project_rules.UNKNOWN_REFERENCE.name}
    malformed = {one.span for one in found if one.rule == schema_rules.MALFORMED_VALUE.name}
    no_word = {one.span for one in found if one.rule == schema_rules.UNKNOWN_VALUE.name}
    for finding in found:
        reference = unknown.get(finding.span)
        known = reference is not None and reference.remedy != project_rules.UNKNOWN_REFERENCE.remedy
        echo = finding is reference and finding.span in malformed and not known
        echo = echo or (finding.span in no_word and finding.rule != schema_rules.UNKNOWN_VALUE.name)
        beaten = finding.rule == schema_rules.MALFORMED_VALUE.name and known
        if not echo and not beaten:
            yield finding


def _with_severities(findings: tuple[Diagnostic, ...], project: Project) -> list[Diagnostic]:
    section = project.settings.section("checks")
    chosen = {name: section.text(name) for name in section.data}
    if not chosen:
        return list(findings)
    known = {severity.value: severity for severity in Severity}
    counted: list[Diagnostic] = []
    for finding in findings:
        severity = chosen.get(finding.rule, "")
        if severity in known:
            counted.append(replace(finding, severity=known[severity]))
        elif severity != "off":
            counted.append(finding)
    return counted


def _waiver_of(
    finding: Diagnostic, waivers: dict[tuple[str, str], Record], project: Project
) -> Record | None:
    """The waiver that accepts a finding; a finding about no record is one about the project."""
    return waivers.get((finding.rule, finding.record or project.settings.text("id"))) if waivers else None


def _holds(waiver: Record, project: Project) -> bool:
    """Whether a waiver is for a rule that can be waived, and its last day is not over."""
    last = waiver.date("expires")
    return _can_be_waived(waiver.text("rule")) and last is not None and last >= project.settings.status_date


def _can_be_waived(rule: str) -> bool:
    return rule.partition("/")[0] not in NEVER_WAIVED and rule not in _ABOUT_WAIVERS


def _unknown_rules(project: Project) -> Iterator[Diagnostic]:
    """Names of rules that there are not: in the checks of project.yaml, in waivers and in gates."""
    section = project.settings.section("checks")
    for name in section.data:
        if name not in _BY_NAME:
            yield _unknown_rule(name, section.key_span(name), None)
    for waiver in project.all("waiver"):
        name = waiver.text("rule")
        if name and name not in _BY_NAME:
            yield _unknown_rule(name, waiver.span("rule"), waiver.id)
    for gate in project.all("gate"):
        for criterion in gate.parts("criteria"):
            name = criterion.text("check")
            if name and name not in _BY_NAME:
                yield _unknown_rule(name, criterion.span("check"), gate.id)


def _unknown_rule(name: str, span: Span, record: str | None) -> Diagnostic:
    close = similar_rules(name)
    remedy = f"Did you mean {' or '.join(close)}?" if close else None
    return status_rules.UNKNOWN_RULE.at(span, f"no rule is called {name}", remedy=remedy, record=record)


def _about_waivers(project: Project, used: set[str]) -> Iterator[Diagnostic]:
    for waiver in project.all("waiver"):
        name, rule, record = waiver.id, waiver.text("rule"), waiver.text("record")
        last = waiver.date("expires")
        if rule not in _BY_NAME:
            continue
        if not _can_be_waived(rule):
            message = f"findings of {rule} cannot be waived"
            yield status_rules.RULE_NOT_WAIVABLE.at(waiver.span("rule"), message, record=name)
        elif last is not None and last < project.settings.status_date:
            message = f"{name} expired on {last}"
            yield status_rules.EXPIRED_WAIVER.at(waiver.span("expires"), message, record=name)
        elif last is not None and name not in used:
            message = f"{rule} finds nothing in {record}"
            yield status_rules.UNUSED_WAIVER.at(waiver.span("rule"), message, record=name)
