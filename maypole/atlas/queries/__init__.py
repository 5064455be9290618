"""What the map reads."""
