"""What cases tell the annual report: tables three and four, and the cases behind each number."""
