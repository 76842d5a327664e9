"""The disclosure log: answers that were given to one person, published for everybody."""
