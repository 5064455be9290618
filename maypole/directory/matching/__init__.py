"""Whether two records of different lists are about the same body: names, places, and how sure that is."""
