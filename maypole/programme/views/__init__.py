"""The pages of journeys, transition, networks and hubs."""
