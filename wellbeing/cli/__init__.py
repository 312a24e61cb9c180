"""The `wellbeing` command: run the app, look after it, try it."""
