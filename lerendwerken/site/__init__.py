"""The learning site: records and handbook with one look."""
