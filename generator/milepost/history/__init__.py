"""History: what git knows about a project."""
