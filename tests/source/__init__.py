"""Tests of reading: files, YAML, units and schemas."""
