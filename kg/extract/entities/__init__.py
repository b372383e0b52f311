"""Who and what is meant: names, offices, groups, pronouns and descriptions, to entities."""
