"""How satisfied applicants were: numbers for the office, so few that they tell of nobody."""
