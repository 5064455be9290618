"""What is written about places."""
