"""What stands between the database and the evidence library: tables as columns of equal length."""
