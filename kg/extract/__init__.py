"""Annotated document to findings: who, said what, what happened, how many, when."""
