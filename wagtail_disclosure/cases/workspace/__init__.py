"""One case in the admin: what is shown of it and what can be done next."""
