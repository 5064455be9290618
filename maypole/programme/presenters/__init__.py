"""What the pages of this room show, as frozen facts that query nothing."""
