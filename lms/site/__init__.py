"""What frames every page of the site: context processors, error pages, health, headers."""
