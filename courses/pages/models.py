"""The pages in which a course is written."""
