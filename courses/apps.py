from importlib import import_module

from django.apps import AppConfig

from cms.checks import NeedsApps

MODULES = ("people", "syllabus", "learning", "quizzes", "assignments", "certificates", "reports")


class CoursesConfig(NeedsApps, AppConfig):
    """Learning: connects each room's policies, guards, receivers, tasks and jobs."""

    name = "courses"
    needs = ("cms", "courses.pages", "wagtail_localize")
    label = "courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Import what registers itself; a room without such a file has none."""
        import_module("courses.checks")
        for room in MODULES:
            for part in ("policies", "triggers", "receivers", "tasks", "jobs"):
                module = f"courses.{room}.{part}"
                try:
                    import_module(module)
                except ModuleNotFoundError as missing:
                    if missing.name != module:
                        raise
