"""What the rooms add to the editor: importing registers it."""

from importlib import import_module
from importlib.util import find_spec

for room in ("members", "stars", "polls", "events", "mentors", "practices", "speakers"):
    if find_spec(f"gamification.{room}.admin"):
        import_module(f"gamification.{room}.admin")
