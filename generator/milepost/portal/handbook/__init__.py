"""The part of the handbook that is made: a page per register, the rules, and the command line.

What is written by hand stands in docs/; links between the two are relative to the handbook's folder.
"""

from milepost.portal.handbook.cli import PATH, command_page, program
from milepost.portal.handbook.registers import register_pages
from milepost.portal.handbook.rules import rule_address, rule_pages

__all__ = ["handbook_pages", "rule_address"]


def handbook_pages() -> dict[str, str]:
    """Every generated page of the handbook: path in its folder to text in Markdown."""
    from milepost.checks import RULES
    from milepost.load import load_schemas

    schemas, _ = load_schemas()
    return {**register_pages(schemas), **rule_pages(RULES), PATH: command_page(program())}
