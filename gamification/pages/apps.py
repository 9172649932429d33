from django.apps import AppConfig

from cms.checks import NeedsApps
from gamification.apps import import_parts


class GamificationPagesConfig(NeedsApps, AppConfig):
    """The club's first page, written in the editor; an app of its own because only it depends on the page table."""

    name = "gamification.pages"
    needs = ("cms", "gamification")
    label = "gamification_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who writes, and connect what follows from changes."""
        import_parts("gamification.pages")
