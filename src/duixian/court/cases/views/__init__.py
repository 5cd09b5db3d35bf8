"""The pages of the cases room, one module a page; thin, with no rule of law in them."""
