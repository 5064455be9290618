"""What changes journeys, transition counts, networks and hubs."""
