import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_editor_bears_the_name_of_the_site(admin_client, settings):
    settings.STAFF_SECOND_FACTOR = False
    page = admin_client.get(reverse("wagtailadmin_home")).content.decode()
    assert "data-wagtail-sidebar-branding-logo" in page
    assert settings.SITE_NAME in page.partition("data-wagtail-sidebar-branding-logo")[2][:600]
