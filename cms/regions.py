"""Regions of Kyrgyzstan and Kazakhstan by their ISO 3166-2 codes."""

from django.utils.translation import gettext_lazy as _

REGIONS = [
    (
        _("Kyrgyzstan"),
        [
            ("KG-GB", _("Bishkek city")),
            ("KG-GO", _("Osh city")),
            ("KG-B", _("Batken region")),
            ("KG-C", _("Chüy region")),
            ("KG-J", _("Jalal-Abad region")),
            ("KG-N", _("Naryn region")),
            ("KG-O", _("Osh region")),
            ("KG-T", _("Talas region")),
            ("KG-Y", _("Issyk-Kul region")),
        ],
    ),
    (
        _("Kazakhstan"),
        [
            ("KZ-10", _("Abai region")),
            ("KZ-11", _("Akmola region")),
            ("KZ-15", _("Aktobe region")),
            ("KZ-19", _("Almaty region")),
            ("KZ-23", _("Atyrau region")),
            ("KZ-27", _("West Kazakhstan region")),
            ("KZ-31", _("Jambyl region")),
            ("KZ-33", _("Jetisu region")),
            ("KZ-35", _("Karaganda region")),
            ("KZ-39", _("Kostanay region")),
            ("KZ-43", _("Kyzylorda region")),
            ("KZ-47", _("Mangystau region")),
            ("KZ-55", _("Pavlodar region")),
            ("KZ-59", _("North Kazakhstan region")),
            ("KZ-61", _("Turkistan region")),
            ("KZ-62", _("Ulytau region")),
            ("KZ-63", _("East Kazakhstan region")),
            ("KZ-71", _("Astana city")),
            ("KZ-75", _("Almaty city")),
            ("KZ-79", _("Shymkent city")),
        ],
    ),
]
