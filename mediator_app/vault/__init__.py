"""Keys and seals. Knows no case."""
