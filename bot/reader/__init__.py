"""Reads: what somebody's own words ask for, in any of the languages, on this machine alone.

It works in a process of its own, with the model; `process` alone belongs to the bot's.
"""
