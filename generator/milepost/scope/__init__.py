"""Scope: what is in and out, deliverables and requirements."""
