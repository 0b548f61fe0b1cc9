"""Speaks: one room for each platform, each an implementation of the port `Chat`."""
