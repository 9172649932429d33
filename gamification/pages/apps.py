from django.apps import AppConfig

from gamification.apps import import_parts


class GamificationPagesConfig(AppConfig):
    """The club's first page, written in the editor; an app of its own because only it depends on the page table."""

    name = "gamification.pages"
    label = "gamification_pages"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register who writes, and connect what follows from changes."""
        import_parts("gamification.pages")
