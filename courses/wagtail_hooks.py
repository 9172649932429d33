"""What the rooms add to the editor: importing registers it."""

from importlib import import_module

for room in ("assignments",):
    import_module(f"courses.{room}.admin")
