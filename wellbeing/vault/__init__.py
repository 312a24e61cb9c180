"""The wall round personal words: what leaves for storage is sealed, and only its owner's keys open it."""
