"""The list of partnerships."""
