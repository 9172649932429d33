"""The course package: a folder that holds a course (docs/course-package.md).

read (`reading`, `outlines`, `documents`, `questions`) and compare (`comparing`) everything first, collecting every
fault; then write (`writing`, `translating`), or nothing.
"""
