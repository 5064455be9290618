"""The forms of journeys, transition, networks and hubs."""
