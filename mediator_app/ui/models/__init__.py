"""Tables of which only what is on screen is read."""
