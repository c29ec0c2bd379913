"""What the reintegration tab has beside its lists."""
