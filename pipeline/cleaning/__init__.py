"""What `clean` is made of: decoding, the walk over the tree, furniture, body, head, dates, language. Imports models.

Nobody but `clean` imports from here. Nothing in it knows a language or a site: words stand in `models/knowledge`.
"""
