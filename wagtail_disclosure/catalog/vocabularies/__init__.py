"""Words that entries are described with: shipped as data, then edited by the agency."""
