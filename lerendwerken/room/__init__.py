"""The room: a session in the browser, served on this machine only."""
