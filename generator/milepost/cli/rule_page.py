"""The page of a rule, as text."""

from milepost.checks import NEVER_WAIVED
from milepost.diagnostics import Rule


def rule_page(rule: Rule) -> str:
    """What a rule finds, why, an example with the problem and one without, how to waive it."""
    parts = [
        f"{rule.name} ({rule.severity.value})",
        "",
        rule.summary,
        "",
        f"Why: {rule.why}",
        f"Remedy: {rule.remedy}",
    ]
    for heading, example in (("Bad", rule.bad), ("Good", rule.good)):
        for file, text in example.items():
            parts += ["", f"{heading}, {file}:", *(f"    {line}" for line in text.splitlines())]
    parts += ["", *how_to_silence(rule)]
    return "\n".join(parts)


def how_to_silence(rule: Rule) -> tuple[str, ...]:
    """How to change the severity of a rule and, where that is possible, to waive one finding of it."""
    severity = (
        "Severity, in project.yaml:",
        "    checks:",
        f"      {rule.name}: warning   # error, warning, info or off",
    )
    if rule.duty in NEVER_WAIVED:
        return (*severity, "", "It cannot be waived: what cannot be read cannot be accepted.")
    return (
        *severity,
        "",
        "Waive one finding, in waivers.yaml, until a date:",
        "    waivers:",
        "      - id: W-1",
        f"        rule: {rule.name}",
        "        record: <id of the record>",
        "        reason: <why it is accepted>",
        "        approver: <id of a person>",
        "        expires: 2026-12-31",
    )
