"""Charts: one function a chart, data in, SVG out. All words come in as arguments, so a chart is the same in any language.

A chart function takes a `Frame` (title, summary, language, direction, width), its data, and its words; it returns a
`Chart`: the SVG, the sentence that reads it and the table behind it. `render_png` turns the SVG into a picture for Word.
"""

from headway.charts._arrivals import Arrivals, ArrivalWords, arrivals_over_time
from headway.charts._chain import ChainStage, ChainStep, ChainStrand, influence_chain
from headway.charts._chart import Chart, Direction, Frame, Table
from headway.charts._counts import CountWords, Mark, TimeStep, counts_over_time
from headway.charts._dimensions import Spread, SpreadWords, progress_by_dimension
from headway.charts._doubts import Doubted, DoubtWords, shares_with_doubt
from headway.charts._figures import Bar, BarWords, figure_bars
from headway.charts._fonts import font_folders
from headway.charts._map import MapWords, Place, Role, world_map
from headway.charts._matrix import AreaRatings, DimensionRatings, MatrixWords, Step, progress_matrix
from headway.charts._paired import Pair, PairWords, paired_bars
from headway.charts._render import render_png
from headway.charts._stances import Stand, stances_over_time
from headway.charts._theory import Node, Stage, TheoryWords, theory_of_change
from headway.charts._tiers import Tier, TierWords, nested_tiers
from headway.charts._timeline import Happening, TimelineWords, timeline
from headway.charts._weighing import Move, WeighingWords, weighing
from headway.charts.palette import DARK, LIGHT, Palette, Tone, custom_properties, dark_chart_rules

__all__ = [
    "DARK",
    "LIGHT",
    "AreaRatings",
    "ArrivalWords",
    "Arrivals",
    "Bar",
    "BarWords",
    "ChainStage",
    "ChainStep",
    "ChainStrand",
    "Chart",
    "CountWords",
    "DimensionRatings",
    "Direction",
    "DoubtWords",
    "Doubted",
    "Frame",
    "Happening",
    "MapWords",
    "Mark",
    "MatrixWords",
    "Move",
    "Node",
    "Pair",
    "PairWords",
    "Palette",
    "Place",
    "Role",
    "Spread",
    "SpreadWords",
    "Stage",
    "Stand",
    "Step",
    "Table",
    "TheoryWords",
    "Tier",
    "TierWords",
    "TimeStep",
    "TimelineWords",
    "Tone",
    "WeighingWords",
    "arrivals_over_time",
    "counts_over_time",
    "custom_properties",
    "dark_chart_rules",
    "figure_bars",
    "font_folders",
    "influence_chain",
    "nested_tiers",
    "paired_bars",
    "progress_by_dimension",
    "progress_matrix",
    "render_png",
    "shares_with_doubt",
    "stances_over_time",
    "theory_of_change",
    "timeline",
    "weighing",
    "world_map",
]
