"""Mails to applicants and others: stored with what they tell of, sent when the server does."""
