"""What a welfare lead sees: pictures of a team, and nobody in it."""
