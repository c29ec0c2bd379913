"""What the machine gives: folders, files, locks, drives, memory, logs."""
