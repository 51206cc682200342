"""Line pictures as SVG text, with no library: reliability diagram, review curve, noise curves."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 680, 400, 62, 46, 158, 54
_COLOURS = ("#7c2d2d", "#2f6690", "#5b7f3b", "#b0802a", "#6d4a86", "#3a8a86", "#8a5a44")
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.title{font-size:14px;font-weight:600}.grid{stroke:#ddd}"
    ".ideal{stroke:#999;stroke-dasharray:5 4}.ground{fill:#fff}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}.ideal{stroke:#888}.ground{fill:#1c1b19}}"
)


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of a picture.

    Attributes:
        name: in the legend.
        points: (x, y), in the units of the axes.
        weights: how much stands behind each point, shown as the area of a dot; () for a line without dots.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    weights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: what it says, where it begins and ends, and at which values it has a tick."""

    label: str
    low: float
    high: float
    ticks: tuple[float, ...]


def picture(title: str, across: Axis, up: Axis, curves: Sequence[Curve], *, ideal: bool = False) -> str:
    """A picture of curves as a whole SVG file.

    Args:
        title: above the picture; also its accessible name.
        across: the horizontal axis.
        up: the vertical axis.
        curves: seven can be told apart by colour; after that colours come again.
        ideal: draw the diagonal.
    """

    def x(value: float) -> float:
        return _LEFT + (value - across.low) / (across.high - across.low) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - (value - up.low) / (up.high - up.low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}"><style>{_STYLE}</style><rect class="ground" width="100%" height="100%"/>',
        _text((_LEFT + _WIDTH - _RIGHT) / 2, 24, title, "middle", "title"),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 14, across.label, "middle"),
        f'<text transform="translate(16 {(_TOP + _HEIGHT - _BOTTOM) / 2}) rotate(-90)" text-anchor="middle">'
        f"{escape(up.label)}</text>",
    ]
    for tick in across.ticks:
        parts += [_line("grid", x(tick), y(up.low), x(tick), y(up.high))]
        parts += [_text(x(tick), _HEIGHT - _BOTTOM + 18, f"{tick:g}", "middle")]
    for tick in up.ticks:
        parts += [_line("grid", x(across.low), y(tick), x(across.high), y(tick))]
        parts += [_text(_LEFT - 8, y(tick) + 4, f"{tick:g}", "end")]
    if ideal:
        parts.append(_line("ideal", x(across.low), y(up.low), x(across.high), y(up.high)))
    for number, curve in enumerate(curves):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [(x(a), y(b)) for a, b in curve.points]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in places)
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{path}"/>')
        largest = max(curve.weights, default=1.0) or 1.0
        for (a, b), weight in zip(places, curve.weights, strict=False):
            radius = 2 + 5 * (weight / largest) ** 0.5
            parts.append(f'<circle cx="{a:.1f}" cy="{b:.1f}" r="{radius:.1f}" fill="{colour}"/>')
        row, left = _TOP + 12 + 18 * number, _WIDTH - _RIGHT + 14
        parts.append(_line("", left, row - 4, left + 18, row - 4, f' stroke="{colour}" stroke-width="2"'))
        parts.append(_text(left + 24, row, curve.name, "start"))
    return "\n".join([*parts, "</svg>\n"])


def _text(x: float, y: float, text: str, anchor: str, name: str = "") -> str:
    return f'<text class="{name}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(name: str, x1: float, y1: float, x2: float, y2: float, more: str = "") -> str:
    return f'<line class="{name}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"{more}/>'
