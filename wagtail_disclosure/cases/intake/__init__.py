"""From a request that somebody sends to a case with a receipt, and back from receipt to case."""
