"""The page "Who are we missing?": its rows, its reasons, its map, its sentence of inequality."""
