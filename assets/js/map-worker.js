// The worker of the map.
