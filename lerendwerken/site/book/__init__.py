"""The handbook: a jupyter-book with our look, pages for kits, and nothing loaded from elsewhere.

1. `extension` joins Sphinx: settings, look, links to the rest of the site, guard against outside addresses.
2. `kitpages` reads kits and gives the directives `{kit}` and `{kit-catalogue}`.
3. `kitnodes` turns one kit into document nodes; `fold` holds the node for text that folds.
4. `build` builds the book as part of a site.
"""
