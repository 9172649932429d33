"""Wagtail's users with our pages in place of its own."""

from wagtail.users.apps import WagtailUsersAppConfig


class PeopleInEditorConfig(WagtailUsersAppConfig):
    """Its forms would let one person type everybody's password, e-mail and roles."""

    user_viewset = "lms.accounts.admin.viewsets.PeopleViewSet"
    group_viewset = "lms.accounts.admin.viewsets.RolesViewSet"

    def ready(self) -> None:
        """Take its bulk actions (roles, switching off, deleting) away from accounts."""
        from wagtail.users.views.bulk_actions.user_bulk_action import UserBulkAction

        super().ready()
        UserBulkAction.models = []
