"""What belongs to whom: pairs of a subject and a value, their features, and the weighing. Knows no word of any language."""
