"""What the agency has, what of it is public, and the register of what is not."""
