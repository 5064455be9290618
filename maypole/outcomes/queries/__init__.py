"""What is asked of rounds, returns and releases."""
