"""What the follow_up tab has beside its lists."""
