"""The pages of the window; none calls another."""
