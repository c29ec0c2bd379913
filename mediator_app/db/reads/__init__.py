"""Read queries: each takes a connection and returns ids or frozen rows, never tables."""
