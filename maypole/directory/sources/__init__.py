"""The lists of schools, of what they hold, and of cultural organisations, one a file."""
