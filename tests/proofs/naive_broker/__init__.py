"""The site with its broker as Celery brings it."""
