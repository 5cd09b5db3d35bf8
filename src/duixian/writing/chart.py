"""Charts as plain data: ECharts options for a page, bars for a docx or an xlsx; the same numbers in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duixian.writing.bulletin import Bulletin

_FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, sans-serif"
_LEGEND = {"type": "scroll", "bottom": 0, "icon": "rect", "itemWidth": 10, "itemHeight": 10}
# Dark to light, so that a black and white print still tells the series apart.
SHADES = ("1F4E79", "2E86C1", "48A999", "E0A030", "B9C4CE")


@dataclass(frozen=True)
class Bars:
    """Bars side by side (one series) or stacked (several); `across` lays them down."""

    title: str
    labels: Sequence[str]
    series: Mapping[str, Sequence[int]]
    across: bool = False


def court_bars(bulletin: Bulletin) -> Bars:
    """各院执行完毕件数, the courts in their fixed order."""
    return Bars(
        "各院执行完毕案件（件）",
        [line.name for line in bulletin.courts],
        {"执行完毕": [line.performed for line in bulletin.courts]},
        across=True,
    )


def week_bars(bulletin: Bulletin) -> Bars:
    """每周执行完毕件数 by category, each week named by its Monday."""
    return weekly(
        "每周执行完毕案件（件，周一起）",
        [f"{week.monday.month}-{week.monday.day}" for week in bulletin.weeks],
        [week.performed for week in bulletin.weeks],
    )


def weekly(title: str, labels: Sequence[str], weeks: Sequence[Mapping[str, int]]) -> Bars:
    """Weeks of {series name: figure} turned into series."""
    names = list(dict.fromkeys(name for week in weeks for name in week))
    return Bars(title, labels, {name: [week.get(name, 0) for week in weeks] for name in names})


def option(bars: Bars) -> dict[str, Any]:
    """The ECharts option: stacked columns or lying bars, no animation, colours that print."""
    told_apart = len(bars.series) > 1
    labels = {"type": "category", "data": list(bars.labels), "axisTick": {"show": False}}
    values = {"type": "value", "splitLine": {"lineStyle": {"color": "#e6e9ed"}}}
    return {
        "animation": False,
        "color": [f"#{shade}" for shade in SHADES],
        "textStyle": {"fontFamily": _FONTS},
        "aria": {"enabled": True, "label": {"description": bars.title}},
        "tooltip": {"trigger": "axis", "axisPointer": {"type": "shadow"}},
        "legend": _LEGEND | {"show": told_apart},
        "grid": {"left": 8, "right": 12, "top": 12, "bottom": 36 if told_apart else 4, "containLabel": True},
        "xAxis": values if bars.across else labels,
        "yAxis": labels | {"inverse": True} if bars.across else values,
        "series": [
            {"name": name, "type": "bar", "stack": "all", "barMaxWidth": 28, "data": list(figures)}
            for name, figures in bars.series.items()
        ],
    }
