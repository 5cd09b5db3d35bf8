"""The pages of this room, one module a subject; thin, with no rule of law in them."""
