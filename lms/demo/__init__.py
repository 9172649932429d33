"""Real course content and the people of the demo."""
