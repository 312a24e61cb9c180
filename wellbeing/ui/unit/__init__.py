"""What a unit configurator does: the first morning, the settings and the seats."""
