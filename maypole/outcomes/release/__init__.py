"""From accepted lines to figures that are safe: areas, sums, tables, protection, freezing."""
