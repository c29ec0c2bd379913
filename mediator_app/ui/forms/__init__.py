"""Forms generated from the declarations of the records."""
