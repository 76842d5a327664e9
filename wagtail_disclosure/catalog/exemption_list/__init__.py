"""The public list of what is withheld: cleared public lines, never the register itself."""
