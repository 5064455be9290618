"""What changes people, their roles and invitations."""
