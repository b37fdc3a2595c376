"""Papers as we looked at them: texts, and pictures of every document on every width in both languages."""
