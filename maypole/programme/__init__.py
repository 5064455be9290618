"""What a partnership does with schools over years: award journeys, transition, networks, hubs."""
