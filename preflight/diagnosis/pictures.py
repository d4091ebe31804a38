"""Pictures of a job as SVG: when each mini-batch ran on which node, and how full a node was."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import TYPE_CHECKING

from preflight.escape import for_terminal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from preflight.diagnosis.facts import Curve, NodeResources, Run

_WIDTH, _LEFT, _RIGHT = 960, 120, 10
_LANE, _BAR = 12, 9
_HEIGHT, _FOOT = 160, 26
_MOST_NODES = 40
_MOST_LANES = 8
_TICKS = 6
_MOST_NAME = 14


def timeline(bars: Mapping[str, Sequence[Run]], timeout: int | None) -> str:
    """Return when mini-batches ran, a row for each node and lanes for what ran side by side; an empty text without times.

    What failed or was stopped is hatched as well as coloured.
    """
    placed = {node: _placed(runs) for node, runs in sorted(bars.items())}
    rows = [(node, runs) for node, runs in placed.items() if runs][:_MOST_NODES]
    if not rows:
        return ""
    first = min(start for _, runs in rows for start, _ in runs)
    last = max(start + run.elapsed for _, runs in rows for start, run in runs)
    span = max(last - first, 1.0)
    scale = (_WIDTH - _LEFT - _RIGHT) / span
    parts, top = [], 4
    for node, runs in rows:
        lanes = _lanes(runs)
        parts.append(f'<text x="{_LEFT - 8}" y="{top + _LANE}" text-anchor="end">{_text(f"node {node}"[: _MOST_NAME + 5])}</text>')
        for start, run, lane in lanes:
            parts.append(_bar(run, _LEFT + (start - first) * scale, top + lane * _LANE, max(run.elapsed * scale, 1.0)))
        top += _LANE * (1 + max(lane for _, _, lane in lanes)) + 6
    axis = _axis(span, top)
    count = sum(len(runs) for _, runs in rows)
    failed = sum(run.is_failure for _, runs in rows for _, run in runs)
    limit = f"; the time-out is {timeout} seconds" if timeout else ""
    label = f"{count} runs of mini-batches on {len(rows)} nodes in {span:.0f} seconds, {failed} of them failed or were stopped{limit}"
    hatch = (
        '<defs><pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" style="fill:var(--bad)"/><line y2="6" style="stroke:var(--page);stroke-width:3"/></pattern></defs>'
    )
    return _picture(label, top + _FOOT, hatch + axis + "".join(parts))


def curves(node: NodeResources) -> str:
    """Return memory, disk and processor of a node over time, in percent."""
    drawn = [(name, curve, color) for name, curve, color in (
        ("memory", node.memory, "--mem"), ("disk", node.disk, "--disk"), ("processor", node.cpu, "--cpu"),
    ) if curve.all()]  # fmt: skip
    times = [time for _, curve, _ in drawn for point, _ in curve.all() if (time := _seconds(point)) is not None]
    first, last = min(times, default=0.0), max(times, default=1.0)
    span = max(last - first, 1.0)
    parts = [_gridline(percent) for percent in (0, 50, 100)]
    for index, (name, curve, color) in enumerate(drawn):
        dashes = ("", "6 3", "2 3")[index]
        style = f"fill:none;stroke:var({color});stroke-width:2;stroke-dasharray:{dashes or 'none'}"
        parts.append(f'<polyline points="{_points(curve, first, span)}" style="{style}"/>')
        where = f'x="{_LEFT + index * 190}" y="{_HEIGHT + _FOOT + 14}"'
        parts.append(f'<text {where} style="fill:var({color})">{"━ ╍ ┅"[2 * index]} {name}, at most {curve.peak:.0f} %</text>')
    label = f"node {node.node}: " + ", ".join(f"{name} at most {curve.peak:.0f} %" for name, curve, _ in drawn)
    return _picture(label, _HEIGHT + _FOOT + 24, "".join(parts) + _axis(span, _HEIGHT))


def _placed(runs: Sequence[Run]) -> list[tuple[float, Run]]:
    return sorted(((start, run) for run in runs if (start := _seconds(run.start)) is not None), key=lambda pair: pair[0])


def _lanes(runs: Sequence[tuple[float, Run]]) -> list[tuple[float, Run, int]]:
    """Put runs into lanes, so that those side by side do not cover one another; too many share the last one."""
    ends: list[float] = []
    found = []
    for start, run in runs:
        lane = next((index for index, end in enumerate(ends) if end <= start), len(ends))
        lane = min(lane, _MOST_LANES - 1)
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = start + run.elapsed
        found.append((start, run, lane))
    return found


def _bar(run: Run, left: float, top: float, width: float) -> str:
    fill = "url(#hatch)" if run.is_failure else "var(--bar)"
    said = f"mini-batch {run.batch}, try {run.tries}: {run.elapsed:.1f} s, {run.status or 'done'}, {run.succeeded} of {run.total} items"
    return (
        f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_BAR}" rx="1" style="fill:{fill}"><title>{_text(said)}</title></rect>'
    )


def _axis(span: float, top: float) -> str:
    width = _WIDTH - _LEFT - _RIGHT
    ticks = []
    for index in range(_TICKS + 1):
        x = _LEFT + width * index / _TICKS
        ticks.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{top}" style="stroke:var(--line)"/>')
        anchor = "end" if index == _TICKS else "middle"
        ticks.append(f'<text x="{x:.1f}" y="{top + 16}" text-anchor="{anchor}">{_duration(span * index / _TICKS)}</text>')
    return "".join(ticks)


def _gridline(percent: int) -> str:
    y = _y(percent)
    line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" style="stroke:var(--line)"/>'
    return f'{line}<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{percent} %</text>'


def _points(curve: Curve, first: float, span: float) -> str:
    width = _WIDTH - _LEFT - _RIGHT
    timed = sorted((time, value) for point, value in curve.all() if (time := _seconds(point)) is not None)
    return " ".join(f"{_LEFT + width * (time - first) / span:.1f},{_y(value):.1f}" for time, value in timed)


def _y(percent: float) -> float:
    return 8 + (_HEIGHT - 12) * (1 - percent / 100)


def _seconds(stamp: str) -> float | None:
    """Return a time as seconds; None for what is no time."""
    try:
        return datetime.fromisoformat(stamp.strip()).replace(tzinfo=None).timestamp()
    except (ValueError, OverflowError, OSError):
        return None


def _duration(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"


def _picture(label: str, height: float, inside: str) -> str:
    said = _text(label)
    size = f'viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{said}" {size}><title>{said}</title>{inside}</svg>'


def _text(text: str) -> str:
    return escape(for_terminal(text))
