"""The Collective Outcomes Tool: frameworks, rounds, returns, releases, reports."""
