"""What the intercommunal tab has beside its lists."""
