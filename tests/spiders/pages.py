"""List pages in the markup of three generations of the Europa Component Library, with made-up entries."""

from collections.abc import Sequence


def item(ecl: int, slug: str, title: str, date: str, written: str) -> str:
    """One entry of a list page."""
    if ecl == 3:
        return f"""<div class="ecl-content-item"><div class="ecl-content-block ecl-content-item__content-block">
          <div class="ecl-content-block__primary-meta-container">
          <span class="ecl-content-block__primary-meta-item">Press release</span
          ><span class="ecl-content-block__primary-meta-item">{written}</span></div>
          <h1 class="ecl-content-block__title"><a class="ecl-link" href=" /{slug} ">{title}</a></h1>
          <div class="ecl-content-block__description"><p>Teaser of {title}.</p></div></div></div>"""
    stamp = f'<time datetime="{date}T12:00:00Z">{written}</time>' if ecl == 5 else written
    mark, link_mark = ("", " data-ecl-title-link") if ecl == 5 else (" data-ecl-title-link", "")
    return f"""<article class="ecl-content-item ecl-content-item--divider">
      <picture class="ecl-picture ecl-content-item__picture"><a href="/picture"><img src="x.jpg" alt=""></a></picture>
      <div class="ecl-content-block ecl-content-item__content-block" data-ecl-content-block>
        <ul class="ecl-content-block__primary-meta-container">
          <li class="ecl-content-block__primary-meta-item">Press release</li>
          <li class="ecl-content-block__primary-meta-item">{stamp}</li></ul>
        <div class="ecl-content-block__title"{mark}>
          <a class="ecl-link ecl-link--standalone" href="/{slug}"{link_mark}>{title}</a></div>
        <div class="ecl-content-block__description"><p>Teaser of {title}.</p></div>
        <ul class="ecl-content-block__secondary-meta-container"><li>4 min read</li></ul></div></article>"""


def page(items: Sequence[str], *, onward: str = "", filters: str = "") -> str:
    """A list page with its filters and pager."""
    pager = (
        f"""<nav class="ecl-pagination" aria-label="Pagination"><ul class="ecl-pagination__list">
        <li class="ecl-pagination__item ecl-pagination__item--previous"><a href="?page=0">Previous</a></li>
        <li class="ecl-pagination__item"><a href="?page=4">5</a></li>
        <li class="ecl-pagination__item ecl-pagination__item--next"><a class="ecl-link" href="{onward}">Next</a></li>
        </ul></nav>"""
        if onward
        else ""
    )
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Newsroom</title></head><body>
    <article><form>Filter by {filters}</form></article>
    <h2>Newsroom<span> (312)</span></h2>{"".join(items) or "No results have been found"}{pager}
    <footer><a href="/legal_en">Legal</a></footer></body></html>"""
