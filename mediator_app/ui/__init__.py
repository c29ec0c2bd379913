"""What is seen: windows, pages and widgets. Qt only here and in app.py."""
