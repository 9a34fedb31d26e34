"""Monte Carlo simulation of dates and cost. Reading a project for it needs no numpy; running it does."""
