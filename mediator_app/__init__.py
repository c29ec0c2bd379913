"""Case management for community mediators, made to work without a network."""

__version__ = "0.1.0"
BUILT = "2026-11-23"  # no clock before this day is believed
