"""What the templates of the map get."""
