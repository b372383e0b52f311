"""Date words: found, resolved as far as they go, and which way a clause looks."""
