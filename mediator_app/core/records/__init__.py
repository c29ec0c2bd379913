"""Every kind of record, declared once: field, type, bounds, wire number, merge policy, label."""
