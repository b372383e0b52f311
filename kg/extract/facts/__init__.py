"""What an article reports in its own voice: events, relations, memberships and tenures."""
