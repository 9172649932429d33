"""The broker carries ticks alone, and anybody may write into it: whatever is no tick of ours is logged and dropped.

`folder` keeps the messages in a folder, where there is no server for them; `redis` is kombu's, `consumer` is Celery's;
both without the exceptions that a message nobody can read raises through the worker.
"""
