"""Kyrgyz dates as CLDR writes them; for the rest Django's own serve."""

DATE_FORMAT = "Y-ж., j-E"
DATETIME_FORMAT = "Y-ж., j-E, H:i"
MONTH_DAY_FORMAT = "j-E"
YEAR_MONTH_FORMAT = "Y-ж., E"
