"""Kyrgyz dates as CLDR writes them; for the rest Django's own serve.

After the hyphen stands a word joiner, which is not seen: without it a line may end between the day and its month.
"""

DATE_FORMAT = "Y-ж., j-\u2060E"
DATETIME_FORMAT = "Y-ж., j-\u2060E, H:i"
MONTH_DAY_FORMAT = "j-\u2060E"
YEAR_MONTH_FORMAT = "Y-ж., E"
