"""Thinks: values and pure functions. No clock, file, network or database in here."""
