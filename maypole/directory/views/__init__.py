"""The pages of schools, organisations and their listings."""
