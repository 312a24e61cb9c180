"""What people can do: one class per noun, one method per verb."""
