"""The work list of the information officers: everything that waits for them, in one place."""
