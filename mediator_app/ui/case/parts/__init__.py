"""Hand-made parts of the tabs of a case, one module each."""
