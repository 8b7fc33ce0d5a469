"""Rules: what code can see broken in a reply, and what can be kept of it.

`checking` tells what is broken, `mending` keeps the rest; `sentences` reads, and `signals`, `answers`, `leaks`, `language`
are what is looked for. The words to look for stand in `prompts/nl/signalen.yaml` and `talen.yaml`.
"""
