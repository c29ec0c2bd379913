"""Fields of a form, one per kind of fact, with one small common interface."""
