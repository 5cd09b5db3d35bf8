"""The court's work: one Django app a room; only actions write, only queries read."""
