"""What the pages of a partnership show, as frozen facts that query nothing."""
