"""Work that leaves the window's thread."""
