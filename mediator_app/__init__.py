"""Case management for community mediators, made to work without a network."""

__version__ = "0.1.0"
