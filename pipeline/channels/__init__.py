"""Channels: one way of reaching people each. They import models, not each other."""
