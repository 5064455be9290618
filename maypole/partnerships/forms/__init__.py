"""The forms of a partnership's pages."""
