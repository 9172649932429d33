"""What frames every page of the site: context of the shell, error pages, health, headers."""
