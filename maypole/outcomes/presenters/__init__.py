"""What pages show of rounds, returns, reviews and releases."""
