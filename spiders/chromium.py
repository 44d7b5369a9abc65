"""Scrapy's handler for pages that a browser draws: scrapy-playwright's, with our limits of time and size.

The only file that imports playwright; politeness.py names it where a source asks for the browser.
"""

import asyncio
from functools import partial

from playwright.async_api import Error, Page
from playwright.async_api import TimeoutError as NotInTime
from scrapy.exceptions import DownloadCancelledError, DownloadFailedError, DownloadTimeoutError
from scrapy.http import Request, Response
from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler
from scrapy_playwright.page import PageMethod

from spiders.politeness import MOST_BYTES

_LONGEST = 90
"""Seconds for one page, whatever its scripts do."""
_STATUS = "performance.getEntriesByType('navigation')[0]?.responseStatus"


class Chromium(ScrapyPlaywrightDownloadHandler):  # type: ignore[misc]  # the library brings no types
    """Other requests (robots.txt) go the ordinary way, past the guard of the resolver."""

    async def download_request(self, request: Request) -> Response:
        """The page once it is drawn. Raises what Scrapy's own handlers raise."""
        if not request.meta.get("playwright"):
            plain: Response = await super().download_request(request)
            return plain
        waiting = partial(
            _drawn, drawn=request.meta["factorywatch_drawn"], patience=request.meta["factorywatch_patience"]
        )
        request.meta["playwright_page_methods"] = [PageMethod(waiting)]
        try:
            async with asyncio.timeout(_LONGEST):
                response: Response = await super().download_request(request)
        except (TimeoutError, NotInTime) as error:
            raise DownloadTimeoutError("the page is not drawn in time") from error
        except Error as error:
            raise DownloadFailedError(error.message.splitlines()[0]) from error
        if len(response.body) > MOST_BYTES:
            raise DownloadCancelledError("the drawn page is larger than we take")
        # The stamps are the shell's: what is drawn into it may change without them.
        for name in ("ETag", "Last-Modified"):
            response.headers.pop(name, None)
        return response


async def _drawn(page: Page, *, drawn: str, patience: float) -> None:
    """Waits until the page shows what it is there for; a page that is an error has nothing to draw."""
    if int(await page.evaluate(_STATUS) or 200) < 400:
        await page.wait_for_selector(drawn, state="attached", timeout=patience)
