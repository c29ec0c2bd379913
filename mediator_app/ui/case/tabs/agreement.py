"""What the agreement tab has beside its lists."""
