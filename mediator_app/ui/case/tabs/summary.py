"""What the summary tab has beside its lists."""
