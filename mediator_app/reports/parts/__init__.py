"""The parts of a case file: each tells one subject, or nothing when there is nothing to tell."""
