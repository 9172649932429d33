"""Kyrgyz dates as CLDR writes them; for the rest Django's own serve."""

DATE_FORMAT = "Y-ж., j-F"
DATETIME_FORMAT = "Y-ж., j-F, H:i"
MONTH_DAY_FORMAT = "j-F"
YEAR_MONTH_FORMAT = "Y-ж., F"
