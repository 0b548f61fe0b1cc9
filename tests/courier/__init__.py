"""The courier: it brings follow-ups when they fall due, once each, whatever happens meanwhile."""
