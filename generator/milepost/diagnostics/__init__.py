"""Findings: what a check says, where, why and what to do about it."""

from milepost.diagnostics.model import Diagnostic, Edit, Fix, Note, Rule, Severity, Span, sort_key

__all__ = ["Diagnostic", "Edit", "Fix", "Note", "Rule", "Severity", "Span", "sort_key"]
