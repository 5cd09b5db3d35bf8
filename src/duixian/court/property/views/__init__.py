"""Pages of the property room."""
