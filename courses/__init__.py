"""Plugin: learning. Content and editions, enrolment, quizzes, tasks, hours, certificates, register."""
