"""Django's PostgreSQL backend with an end to waiting.

A server (or a network) that freezes keeps its connections open and says nothing: libpq waits for hours, and so would
a page. `WAIT_SECONDS` in DATABASES ends it with an OperationalError, which becomes the 503 page; all waits of one
request share them (lms.site.database_timeout). 0 means no end, for migrations and reports.
"""
