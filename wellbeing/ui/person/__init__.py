"""What a person does for themselves: check in, look back, and see who may see what."""
