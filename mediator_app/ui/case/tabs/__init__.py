"""The hand-made parts of each tab: PANELS above its lists, EXTRAS below its forms."""
