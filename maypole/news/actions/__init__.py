"""What changes the stories and who may write them."""
