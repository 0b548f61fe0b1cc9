"""Watches over the process: what it is told, which keys it has, what it logs, what time it is."""
