"""What the program can do: one function is one use case and one transaction."""
