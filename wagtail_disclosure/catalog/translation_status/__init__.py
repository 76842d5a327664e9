"""How much of the catalog, and of all else that is public, is translated into which language."""
