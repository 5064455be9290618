"""Pure functions on arrays: access, equity, targeting, disclosure control, outcomes and opinion."""
