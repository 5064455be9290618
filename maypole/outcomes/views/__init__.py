"""The pages of rounds, returns, reviews, confirmations and releases."""
