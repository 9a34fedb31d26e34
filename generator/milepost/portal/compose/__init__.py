"""From the computed project to the portal: one module per page or family of pages."""
