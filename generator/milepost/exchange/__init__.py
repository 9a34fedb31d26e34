"""Exchange: what other programs read and write."""
