"""Tests of the handbook that is written by hand."""
