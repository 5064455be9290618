// The map: a custom element, filled in below.
