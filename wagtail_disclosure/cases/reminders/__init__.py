"""Never late: reminders before and after last days, the list for the weekly meeting, the panel."""
