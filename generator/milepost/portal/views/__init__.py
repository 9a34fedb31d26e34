"""The views: one frozen value per page or component, all that a template gets to see."""
