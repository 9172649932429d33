"""The roles are groups, made after every migration; an administrator gives and takes them in the editor."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from courses.people.policies import ADMINISTRATORS, TRAINERS
from gamification.members.policies import CLUB_ADMINISTRATORS

ENTER = "wagtailadmin.access_admin"
FILES = ("wagtailimages.image", "wagtaildocs.document", "wagtailmedia.media")
PAGE_RIGHTS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page")
FILE_RIGHTS = ("add", "change", "choose")
RIGHTS = {
    TRAINERS: (
        ENTER,
        "wagtail_localize.submit_translation",
        "cms.add_captiontrack",
        "cms.change_captiontrack",
        "cms.delete_captiontrack",
        "courses.add_question",
        "courses.change_question",
        "courses.view_question",
    ),
    ADMINISTRATORS: (
        ENTER,
        "accounts.add_user",
        "accounts.change_user",
        "accounts.view_user",
        "cms.change_wording",
    ),
}
STAFF = (*RIGHTS, CLUB_ADMINISTRATORS)  # the club makes its own group


def make_roles() -> None:
    """Make the groups with their rights. Repeats safely, and takes back nothing that was given by hand."""
    with transaction.atomic():
        for name, rights in RIGHTS.items():
            group, _new = Group.objects.get_or_create(name=name)
            group.permissions.add(*_permissions(rights))
        trainers = Group.objects.get(name=TRAINERS)
        _let_write_pages(trainers)
        _let_keep_files(trainers)


def _permissions(labels: tuple[str, ...]) -> list[Permission]:
    """The permissions of these labels that exist (an app that is not installed has none)."""
    wanted = set(labels)
    found = Permission.objects.filter(codename__in=[label.split(".")[1] for label in labels])
    return [p for p in found.select_related("content_type") if f"{p.content_type.app_label}.{p.codename}" in wanted]


def _let_write_pages(group: Group) -> None:
    """The whole tree: trainers write courses in every language."""
    root = Page.get_first_root_node()
    rights = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_RIGHTS)
    for right in rights if root else []:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)


def _let_keep_files(group: Group) -> None:
    root = Collection.get_first_root_node()
    labels = tuple(label.replace(".", f".{verb}_") for label in FILES for verb in FILE_RIGHTS)
    for right in _permissions(labels) if root else []:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=right)
