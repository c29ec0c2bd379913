"""The tables as they are today; migrations carry files from one day to the next.

Nothing imports these modules to show a list or to save a case: `reads` name their columns, the
journal writes by the record types' specs. Migrations and tests do.
"""
