"""The interfaces for other systems: Open Referral UK, and our own."""
