"""The steps, oldest first. A step is never edited once it has been shipped."""
