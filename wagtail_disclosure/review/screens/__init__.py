"""What people see of the review in the admin, and what is hidden from them there."""
