"""Parts of the agenda page: how a line reads, trips, dates of the season."""
