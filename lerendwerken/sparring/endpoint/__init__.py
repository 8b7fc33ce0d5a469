"""Endpoint: a language model behind any OpenAI-compatible address, and every way in which it can fail.

`openai_model` asks and is the only user of the openai library; `transport` is the way there, `exchange` the thread and its
deadline, `incoming` what comes back, `thinking` what of it nobody should read, `retrying` when to ask again, `structure` how
to ask for a value.
"""
