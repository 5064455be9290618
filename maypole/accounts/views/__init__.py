"""One's own account, and answering an invitation."""
