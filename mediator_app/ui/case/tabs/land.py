"""What the land tab has beside its lists."""
