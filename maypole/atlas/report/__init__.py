"""A profile as a document: the same figures as its page, typeset."""
