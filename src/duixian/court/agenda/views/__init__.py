"""The pages of the agenda: thin, no rule of law in them."""
