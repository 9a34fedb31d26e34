"""A page for the rules of every duty, made from the catalogue, and an index of all rules."""

from collections.abc import Iterable, Sequence

from milepost.checks import NEVER_WAIVED
from milepost.diagnostics import Rule
from milepost.portal.handbook.markdown import code, fenced, heading, link, page, table, words

FOLDER = "reference/rules"
INDEX = f"{FOLDER}/index.md"

_TITLES = {
    "source": "Files and YAML",
    "schema": "Fields and values",
    "project": "Ids and references",
    "schedule": "Schedule",
    "budget": "Money",
    "risk": "Risks, issues and actions",
    "people": "People and stakeholders",
    "scope": "Scope",
    "quality": "Quality",
    "control": "Control",
}
"""What the duties are called; one that is not here is called by its name."""


def rule_pages(rules: Iterable[Rule]) -> dict[str, str]:
    """Path to Markdown: an index, and one page a duty with an anchor for each of its rules."""
    duties: dict[str, list[Rule]] = {}
    for rule in rules:
        duties.setdefault(rule.duty, []).append(rule)
    pages = {INDEX: _index(duties)}
    for duty, own in duties.items():
        pages[f"{FOLDER}/{duty}.md"] = _page(duty, own)
    return pages


def rule_address(name: str) -> str:
    """Where the handbook explains a rule: path of the page and anchor."""
    return f"{FOLDER}/{name.partition('/')[0]}.md#{name}"


def _title(duty: str) -> str:
    return _TITLES.get(duty, duty.capitalize())


def _index(duties: dict[str, list[Rule]]) -> str:
    blocks: list[str] = []
    for duty, rules in duties.items():
        blocks += [heading(2, link(words(_title(duty)), f"{duty}.md"), duty), _table(rules, f"{duty}.md")]
    count = sum(map(len, duties.values()))
    return page(
        "Rules",
        f"What `milepost check` looks for: {count} rules. Each has its page with the reason, an example and the cure; "
        "`milepost explain RULE` prints it. [Findings](../../diagnostics.md) says how severities are changed and "
        "findings waived.",
        *blocks,
    )


def _table(rules: Sequence[Rule], address: str) -> str:
    rows = (
        (link(code(rule.name), f"{address}#{rule.name}"), rule.severity.value, words(rule.summary))
        for rule in rules
    )
    return table(("Rule", "Severity", "Finds"), rows)


def _page(duty: str, rules: Sequence[Rule]) -> str:
    blocks: list[str] = []
    for rule in rules:
        blocks += _rule(rule)
    return page(
        f"Rules: {_title(duty)}",
        "The examples are laid over one small project, in which `mara` and `raj` are people, `T-1` to `T-4` are "
        "tasks and `std` is a calendar.",
        _table(rules, ""),
        heading(2, "Silence a finding", "silence"),
        *_silence(duty, rules[0]),
        *blocks,
    )


def _rule(rule: Rule) -> list[str]:
    blocks = [
        heading(2, code(rule.name), rule.name),
        f"**{words(rule.summary)}** Severity: {rule.severity.value}.",
        f"*Why:* {words(rule.why)}",
        f"*Remedy:* {words(rule.remedy)}",
    ]
    for label, example in (("Bad", rule.bad), ("Good", rule.good)):
        blocks += [fenced(text, _language(file), f"{label}: {file}") for file, text in example.items()]
    return blocks


def _language(file: str) -> str:
    return {"json": "json", "md": "markdown"}.get(file.rpartition(".")[2], "yaml")


def _silence(duty: str, rule: Rule) -> list[str]:
    blocks = [
        "How much a rule counts in this project is said in `project.yaml`:",
        fenced(f"checks:\n  {rule.name}: warning   # error, warning, info or off", "yaml", "project.yaml"),
    ]
    if duty in NEVER_WAIVED:
        return [*blocks, "A single finding cannot be waived: what cannot be read cannot be accepted."]
    waiver = (
        f"waivers:\n  - id: W-1\n    rule: {rule.name}\n    record: T-3            # the record it is about\n"
        "    reason: Why it is accepted.\n    approver: mara\n    expires: 2026-12-31    # after this day it is an error\n"
    )
    return [
        *blocks,
        "A single finding is accepted until a day by a waiver:",
        fenced(waiver, "yaml", "waivers.yaml"),
    ]
