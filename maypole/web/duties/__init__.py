"""How long each record about people is kept, and the job that sees to it."""
