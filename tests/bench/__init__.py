"""Measures the app beside the floors it stands on, in one run on one machine; nothing here is a test."""
