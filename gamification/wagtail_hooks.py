"""What the modules add to the editor: importing registers it."""

from importlib import import_module
from importlib.util import find_spec

for module in ("members", "stars", "polls", "events", "mentors", "practices", "speakers"):
    if find_spec(f"gamification.{module}.admin"):
        import_module(f"gamification.{module}.admin")
