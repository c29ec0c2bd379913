"""The structures that travel between laptops, and how strictly they are read."""
