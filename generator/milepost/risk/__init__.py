"""Risk: threats, opportunities, issues, actions and assumptions."""
