"""The Turtle of `ontology/` read once into frozen plain objects: the lexicon and the world."""
