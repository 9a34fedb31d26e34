"""Changes to register files as edits of their text: only the lines meant are touched."""
