"""What an administrator does: units and the people who configure them."""
