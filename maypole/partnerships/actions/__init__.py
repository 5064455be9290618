"""What changes partnerships, their members and their meetings."""
