"""Each engine on data that it makes itself: the fast way and the plain way in one run, compared."""
