"""Lists as they are printed: what leads them in, their items, and when one is the answer."""
