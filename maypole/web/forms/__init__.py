"""The forms of the hall."""
