"""Invented cases: plausible, varied, marked as fictitious, the same for the same seed and day."""
