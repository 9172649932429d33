from importlib import import_module

from django.apps import AppConfig, apps

from cms.checks import NeedsApps

MODULES = ("members", "stars", "polls", "events", "mentors", "practices", "speakers")


class GamificationConfig(NeedsApps, AppConfig):
    """The club: connects what each module registers, and the bridge to courses where they are."""

    name = "gamification"
    needs = ("cms", "gamification.pages")
    label = "gamification"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import what registers itself; a module without such a file has none."""
        import_module("gamification.checks")
        for module in MODULES:
            import_parts(f"gamification.{module}")
        if apps.is_installed("courses"):
            import_module("gamification.bridges.courses")


def import_parts(package: str) -> None:
    """Import a module's policies, triggers, receivers and tasks, those that it has."""
    for part in ("policies", "triggers", "receivers", "tasks"):
        module = f"{package}.{part}"
        try:
            import_module(module)
        except ModuleNotFoundError as missing:
            if missing.name != module:
                raise
