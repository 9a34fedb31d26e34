"""A repository to try everything in: the example with the history that led to it."""
