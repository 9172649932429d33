"""Words that a site avoids, and what it says instead."""
