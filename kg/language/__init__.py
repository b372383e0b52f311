"""Text to annotated document: loads and feeds spaCy."""
