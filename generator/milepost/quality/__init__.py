"""Quality: criteria, reviews, metrics, defects and nonconformities."""
