"""The invented sample: made by a seeded generator over real districts, removed by the first real ingest."""
