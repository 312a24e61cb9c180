"""When things happen by themselves; what happens is told by whoever puts the jobs in."""
