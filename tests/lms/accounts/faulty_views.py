"""The site with Wagtail's own form for people left open."""

from django.urls import path
from wagtail.permission_policies import BlanketPermissionPolicy
from wagtail.users.views.users import UserViewSet

from lms import urls
from lms.accounts.models import User


class OpenViewSet(UserViewSet):
    """As who holds all permissions about people would meet it."""

    permission_policy = BlanketPermissionPolicy(User)


wagtails = OpenViewSet("wagtailusers_users")
urlpatterns = [path("admin/users/edit/<int:pk>/", wagtails.edit_view, name="planted"), *urls.urlpatterns]
