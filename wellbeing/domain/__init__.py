"""What the words mean: people, check-ins and days, without clock, chance, input or output."""
