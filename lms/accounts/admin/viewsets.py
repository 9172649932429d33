"""People and roles in the editor's menu and under its address, where Wagtail's own pages would be."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder, register_admin_url_finder
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.groups import GroupViewSet

from cms.access.permission_policies import RulePermissionPolicy
from cms.access.policy import can
from lms.accounts.admin import access, changes, listing
from lms.accounts.models import User


class PeopleItem(MenuItem):
    """Shown to who may look people up."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Not to trainers."""
        return can(request.user, "people.read")


class PersonFinder(ModelAdminURLFinder):
    """Leads from a person named in a report to their page."""

    edit_url_name = "wagtailusers_users:edit"
    permission_policy = RulePermissionPolicy(User, "people.change")


class PeopleViewSet(ViewSet):
    """Everything about people that the editor has."""

    icon = "user"
    add_to_admin_menu = True
    menu_name, menu_label, menu_order = "people", _("People"), 265
    menu_item_class = PeopleItem

    def on_register(self) -> None:
        """Into the menu."""
        super().on_register()
        register_admin_url_finder(User, PersonFinder)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Under /admin/users/."""
        return [
            path("", listing.people_list, name="index"),
            path("new/", listing.add, name="add"),
            path("edit/<int:pk>/", listing.edit, name="edit"),
            path("edit/<int:pk>/letter/", listing.write, name="letter"),
            path("edit/<int:pk>/propose/<str:kind>/", access.propose_change, name="propose"),
            path("edit/<int:pk>/roles/<int:role>/take/", access.take, name="take"),
            path("edit/<int:pk>/switch/<str:state>/", access.switch_account, name="switch"),
            path("changes/", changes.changes, name="changes"),
            path("changes/<int:pk>/", changes.change, name="change"),
            path("changes/<int:pk>/withdraw/", changes.withdraw_change, name="withdraw"),
        ]


class SuperusersAlone(ModelPermissionPolicy):
    """No permission that a group could have lets its members change groups, and so their own permissions."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whatever it is."""
        return bool(user.is_active and user.is_superuser)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whatever they are."""
        return self.user_has_permission(user, "")


class RolesViewSet(GroupViewSet):
    """What each role may, for superusers."""

    @property
    def permission_policy(self) -> SuperusersAlone:
        """In place of permissions about groups."""
        return SuperusersAlone(self.model)

    def get_permissions_to_register(self) -> "QuerySet[Permission]":
        """No boxes for them."""
        return Permission.objects.none()
