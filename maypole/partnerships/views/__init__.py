"""The pages of a partnership: what everybody sees, and what its coordinator keeps."""
