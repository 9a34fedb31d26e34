"""Control: direction, gates, changes, decisions, status and waivers."""
