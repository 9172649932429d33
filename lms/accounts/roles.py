"""The roles are groups, made once after a migration; an administrator gives and takes them in the editor.

What a role may is a bundle of permissions: the group may be renamed, and its boxes changed.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from cms.access.models import Role
from cms.access.permissions import permissions_by_label
from cms.access.services import make_role
from courses.people import roles

ENTER = "wagtailadmin.access_admin"
TRAINERS, ADMINISTRATORS = "trainers", "administrators"
FILES = ("wagtailimages.image", "wagtaildocs.document", "wagtailmedia.media")
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
FILE_RIGHTS = ("add", "change", "choose")
TRAINER = (
    ENTER,
    "wagtail_localize.submit_translation",
    "cms.add_captiontrack",
    "cms.change_captiontrack",
    "cms.delete_captiontrack",
    *roles.TRAINER,
)
ADMINISTRATOR = (
    ENTER,
    "accounts.view_person",
    "accounts.change_person",
    "accounts.manage_access",
    "cms.change_terminology",
    *roles.ADMINISTRATOR,
)


@transaction.atomic
def make_roles() -> None:
    """Make the groups with their rights. Repeats safely; takes back nothing that was given by hand, and gives nothing
    again that was taken.
    """
    is_new = not Role.objects.filter(code=TRAINERS).exists()
    trainers = make_role(code=TRAINERS, name="Trainers", permissions=TRAINER, before="courses.add_question")
    make_role(code=ADMINISTRATORS, name="Administrators", permissions=ADMINISTRATOR, before="cms.change_terminology")
    if is_new and trainers:
        _grant_page_permissions(trainers)
        _grant_collection_permissions(trainers)


def _grant_page_permissions(group: Group) -> None:
    """The whole tree: trainers write courses in every language."""
    root = Page.get_first_root_node()
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for right in rights if root else []:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _grant_collection_permissions(group: Group) -> None:
    root = Collection.get_first_root_node()
    labels = tuple(label.replace(".", f".{verb}_") for label in FILES for verb in FILE_RIGHTS)
    for right in permissions_by_label(labels) if root else []:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
