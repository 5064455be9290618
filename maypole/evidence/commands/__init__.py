"""What `python -m maypole.evidence` does: tables as rows of text in, rows of text out."""
