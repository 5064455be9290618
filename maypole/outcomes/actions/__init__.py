"""What people do with rounds, returns and releases."""
