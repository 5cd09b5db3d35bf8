"""The pages of the campaigns room, one module a page; thin, with no rule of law in them."""
