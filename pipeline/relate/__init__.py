"""What belongs to whom: pairs of subject and value, their features, their weighing. Knows no word of any language."""
