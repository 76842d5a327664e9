"""How visitors find what is disclosed: by words, by what it is, and by waiting for it."""
