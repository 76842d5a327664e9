"""Mails of the review, and the daily reminders."""
