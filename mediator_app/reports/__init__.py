"""What is printed: rows in, PDF bytes out, in the language handed in."""
