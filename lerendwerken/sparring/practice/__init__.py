"""Practice: the partner without AI, made of a kit's own questions, mistakes and hints, and the team's own words.

`replies` is the partner itself; `talk` reads the conversation, `sights` and `comparing` notice things in it, `quoting` and
`wording` take the team's words, `phrases` are its own words from `prompts/nl/oefenpartner.yaml`.
"""
