"""The read-only API; only what is in here needs django-ninja, the extra ``[api]``."""
