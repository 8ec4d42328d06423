"""The release ledger: which figures may be printed of whom, and when they may change, so that nothing small can be told."""

from reports.ledger.book import Book, Cell
from reports.ledger.closing import Closed, close
from reports.ledger.cutting import Decision, cut
from reports.ledger.families import series_of
from reports.ledger.series import Series, horizon

__all__ = ["Book", "Cell", "Closed", "Decision", "Series", "close", "cut", "horizon", "series_of"]
