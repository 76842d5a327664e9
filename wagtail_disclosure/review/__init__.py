"""The secrecy review: nothing guarded is public without a matching clearance."""
