"""The disclosure catalog: what the agency has, what of it is public, and the register of the rest."""
