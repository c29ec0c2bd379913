"""Parts of a page; each is given what it needs and announces what happened."""
