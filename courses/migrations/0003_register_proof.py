"""The keys by which numbers are looked up, and the issuer's name as each certificate bears it."""

from typing import Any

from django.db import migrations, models

from courses.certificates.numbers import key_of


def fill_keys(apps: Any, editor: Any) -> None:
    """Give the certificates that are there the keys by which they are looked up."""
    certificates = apps.get_model("courses", "Certificate").objects.using(editor.connection.alias)
    for pk, number in certificates.values_list("pk", "number"):
        certificates.filter(pk=pk).update(number_key=key_of(number))


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_void_attempts")]

    operations = [
        migrations.AddField(
            "certificate",
            "issuer_names",
            models.JSONField(default=dict, help_text="language -> name of the issuer as printed"),
        ),
        migrations.AddField(
            "certificate",
            "number_key",
            models.CharField(null=True, editable=False, help_text="by which it is looked up", max_length=32),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "certificate",
            "number_key",
            models.CharField(editable=False, help_text="by which it is looked up", max_length=32, unique=True),
        ),
    ]
