"""Doors: how pages arrive, politely and safely. The only room that knows Scrapy; imports models and no other room."""
