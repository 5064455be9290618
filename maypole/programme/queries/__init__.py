"""What pages and rooms above ask about journeys, transition, networks and hubs."""
