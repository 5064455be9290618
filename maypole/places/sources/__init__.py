"""The lists of areas, postcodes and what is measured about them, one a file."""
