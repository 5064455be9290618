"""Plans of where to go next: what is asked, who could be in, the search, the reasons. Arrays in, facts out."""
