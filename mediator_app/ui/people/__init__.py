"""The parts of the page of people: one person, possible doubles, the actors of a place."""
