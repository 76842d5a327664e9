"""The proof that nothing leaks: every route to the public against every public surface."""
