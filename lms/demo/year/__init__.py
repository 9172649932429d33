"""A year of the club for the demo: read from `lms/demo/club/`, made by the services that people use.

What a service would give today and belongs to another day gets its day afterwards; stars, which nobody can change,
are awarded on their day before the service that would give them now.
"""
