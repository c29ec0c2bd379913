"""What is stored: one encrypted SQLite file, its tables, its backups, and how it is read."""
