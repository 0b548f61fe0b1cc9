"""Remembers: people, sealed, and what they were promised, in SQLite or PostgreSQL."""
