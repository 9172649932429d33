"""Models of the ground floor (Waiting is abstract and is imported from its room)."""
