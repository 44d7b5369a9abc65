"""spaCy components that find mentions: registered with `@Language.factory`, results in `doc.spans`.

They import models and each other's words, no stage.
"""
