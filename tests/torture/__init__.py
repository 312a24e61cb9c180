"""What the app does when everything around it goes wrong: trials, counted and timed."""
