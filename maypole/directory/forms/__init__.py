"""The forms of a listing: its owner's, and everybody's."""
