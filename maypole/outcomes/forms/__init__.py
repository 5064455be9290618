"""What people type into a round, a return, a review and a release."""
