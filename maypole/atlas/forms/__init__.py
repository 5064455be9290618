"""The forms of the atlas."""
