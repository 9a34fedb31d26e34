"""Portal: the computed project as pages, charts and downloads."""
