"""What the words of the ontology name in a clause, and who plays which part in it."""
