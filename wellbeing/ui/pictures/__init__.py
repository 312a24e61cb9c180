"""The pictures as geometry: answers in, path strings and a sentence out; nothing here knows a browser."""
