"""What the parties tab has beside its lists."""
