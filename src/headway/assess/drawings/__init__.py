"""Charts of this room: records and speech in, a chart out."""

from headway.assess.drawings.progress import WHOLE, Grid, Names, grid_of, matrix_chart, names_of, spread_chart
from headway.assess.drawings.trend import TREND, precision_words, series_of, trend_chart, trend_named

__all__ = [
    "TREND",
    "WHOLE",
    "Grid",
    "Names",
    "grid_of",
    "matrix_chart",
    "names_of",
    "precision_words",
    "series_of",
    "spread_chart",
    "trend_chart",
    "trend_named",
]
