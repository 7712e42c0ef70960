"""Which publication a table belongs to, in words."""

from __future__ import annotations

from regulation.law import beijing
from regulation.releases.queries import Published
from reports.statistics.book import Book
from reports.statistics.table import Text

ORGAN = Text("北京市人力资源和社会保障局", "Beijing Municipal Human Resources and Social Security Bureau")


def of(release: Published) -> Text:
    """The line under every table of a release."""
    day = beijing.legal_day(release.published_at)
    return Text(
        f"{release.year}年度第{release.vintage}版，{day.year}年{day.month}月{day.day}日发布，数据快照{release.snapshot_hash[:16]}",
        f"Reference year {release.year}, vintage {release.vintage}, published {day.isoformat()}, data snapshot"
        f" {release.snapshot_hash[:16]}",
    )


def unpublished(book: Book) -> Text:
    """The line under a table that nobody has published."""
    return Text(
        f"未发布，供核对。数据快照{book.snapshot_hash[:16]}",
        f"Not published, for checking. Data snapshot {book.snapshot_hash[:16]}",
    )
