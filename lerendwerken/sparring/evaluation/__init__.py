"""Evaluation: cases for each role, put to a model before a team works with it.

The cases stand in `scenarios`; `running` puts them to a model and judges the raw replies, `evaluated` tells how it went.
"""
