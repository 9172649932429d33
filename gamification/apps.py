from importlib import import_module

from django.apps import AppConfig, apps

ROOMS = ("members", "stars", "polls", "events", "mentors", "practices", "speakers")


class GamificationConfig(AppConfig):
    """The club: connects what each room registers, and the bridge to courses where they are."""

    name = "gamification"
    label = "gamification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import what registers itself; a room without such a file has none."""
        import_module("gamification.checks")
        for room in ROOMS:
            import_parts(f"gamification.{room}")
        if apps.is_installed("courses"):
            import_module("gamification.bridges.courses")


def import_parts(room: str) -> None:
    """Import a room's policies, guards, receivers and tasks, those that it has."""
    for part in ("policies", "guards", "receivers", "tasks"):
        module = f"{room}.{part}"
        try:
            import_module(module)
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise
