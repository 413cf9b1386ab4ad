"""The queue in SQL: one implementation for SQLite and PostgreSQL.

Locks are always taken in one order, so that nobody waits in a circle: the lock of entries, then
items (many of them by key), then the head of the audit log. Appending to the log is therefore the
last thing that a transaction does before it writes what nobody else can be waiting for.
"""
