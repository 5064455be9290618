"""What the pages of the directory show, as frozen facts."""
