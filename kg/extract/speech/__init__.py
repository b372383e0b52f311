"""Who says what: cues and the tagger to attributions, attributions to statements with their propositions."""
