"""`milepost explain`: the page of a rule."""

import click

from milepost.checks import NEVER_WAIVED, RULES, find_rule
from milepost.diagnostics import Rule


@click.command
@click.argument("name", metavar="RULE", required=False)
def command(name: str | None) -> None:
    """Explain a rule: what it finds, why, an example with the problem and one without, how to waive it.

    Without a name, all rules are listed.
    """
    if name is None:
        width = max(len(rule.name) for rule in RULES)
        for one in sorted(RULES, key=lambda one: one.name):
            click.echo(f"{one.name:{width}}  {one.severity.value:7}  {one.summary}")
        return
    rule = find_rule(name)
    if rule is None:
        from difflib import get_close_matches

        close = get_close_matches(name, [one.name for one in RULES], n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(close)}?" if close else " `milepost explain` lists the rules."
        raise click.UsageError(f"no rule is called {name}.{hint}")
    click.echo(_page(rule))


def _page(rule: Rule) -> str:
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
