"""The look: one table of tokens, one style sheet built from it."""
