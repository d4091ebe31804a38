"""The diagnosis as one HTML page, without scripts and without anything from elsewhere: readable in light and dark, and by ear."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from preflight.diagnosis.diagnosis import SUCCEEDED
from preflight.diagnosis.pictures import curves, timeline
from preflight.escape import for_terminal

if TYPE_CHECKING:
    from preflight.diagnosis.causes import Cause
    from preflight.diagnosis.facts import NodeResources
    from preflight.diagnosis.told import Told

_MOST_WORKERS = 100
_MOST_REFUSED = 50
_MOST_NODES = 8
_STYLE = """
:root{color-scheme:light dark;--page:#fff;--text:#1b1b1f;--soft:#5d5d66;--line:#d9d9e0;--box:#f5f5f8;--bad:#b3261e;--good:#1a6e3c;
--warn:#8a5300;--bar:#3b6fb6;--mem:#7a3fb0;--disk:#b06a00;--cpu:#2e7d6b}
@media (prefers-color-scheme:dark){:root{--page:#17171b;--text:#ececf1;--soft:#a5a5b0;--line:#3a3a44;--box:#212128;--bad:#ff8a80;
--good:#7fd7a2;--warn:#f0b860;--bar:#7fb0f0;--mem:#c79af0;--disk:#f0b860;--cpu:#7fd0bd}}
body{background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:64rem;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.3}h2{font-size:1.2rem;margin-top:2rem}code,pre{font:.875rem/1.45 ui-monospace,monospace}
pre{background:var(--box);border-left:4px solid var(--line);overflow-x:auto;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
code{overflow-wrap:anywhere}
.cause{border:1px solid var(--line);border-left:6px solid var(--bad);border-radius:4px;margin:1rem 0;padding:.25rem 1rem}
.bad{color:var(--bad)}.good{color:var(--good)}.note{color:var(--warn)}.soft{color:var(--soft)}
dt{color:var(--soft);font-size:.875rem;margin-top:.6rem}dd{margin:0}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.3rem .6rem;text-align:left}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
svg{height:auto;max-width:100%}svg text{fill:var(--soft);font:12px system-ui,sans-serif}.scroll{overflow-x:auto}
""".strip()


def write(told: Told) -> str:
    """Return a diagnosis as an HTML page."""
    found = told.diagnosis
    body = [f'<h1 class="{"bad" if found.has_failure else "good" if found.outcome == SUCCEEDED else ""}">{_marked(told.headline)}</h1>']
    body.append(f'<p class="soft">{_text(f"logs: {told.source}")}</p>')
    if told.kind_note:
        body.append(f'<p class="note">{_text(told.kind_note)}</p>')
    body += _job(told)
    shown = found.causes if found.outcome != SUCCEEDED else []
    body += [_cause(told, cause, number) for number, cause in enumerate(shown, 1)]
    if found.raised is not None and found.outcome != SUCCEEDED:
        frames = [f"{frame.path}:{frame.line} in {frame.function}\n    {frame.code}" for frame in found.raised.user_frames]
        body.append(f"<h2>What was raised</h2><pre>{_lines([found.raised.text, *frames])}</pre>")
        body.append(f"<p><code>{_text(f'{found.raised.path}:{found.raised.line}')}</code></p>")
    for one in found.possible:
        body.append(f'<h2>Possible</h2><p class="note">{_text(one.failure.summary)}</p><p>{_marked(one.failure.cause)}</p>')
        body.append(f"<p>Fix: {_marked(one.failure.fix)}</p>")
    body += _numbers(told)
    body += _reading(told)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{_text(told.headline)}</title>'
    policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}{policy}<style>{_STYLE}</style></head>\n<body><main>\n'
        + "\n".join(body)
        + "\n</main></body></html>\n"
    )


def _cause(told: Told, cause: Cause, number: int) -> str:
    failure, place = cause.sighting.failure, cause.sighting.first
    rows = [
        ("message", f"<pre>{_text(place.text)}</pre>"),
        ("where", f"<code>{_text(f'{place.path}:{place.line}')}</code>, {_times(cause.sighting.count)}"),
        ("why", _marked(cause.text(failure.cause))),
        ("fix", _marked(cause.text(failure.fix))),
    ]
    rows += [("in numbers", _marked(remark.text)) for remark in told.advice if remark.points_to == failure.id]
    for setting in told.settings_of(cause):
        value = f"is <code>{_text(str(setting.value))}</code>" if setting.value is not None else "is not set"
        rows.append((f"{setting.path}:{setting.line}:{setting.column}", f"<code>{_text(setting.key)}</code> {value}"))
    rows += [(at, f"{_marked(message)} (<code>{_text(rule)}</code>)") for rule, message, at in told.findings_of(cause)]
    if failure.rules:
        rows.append(("rules that find it before", ", ".join(f"<code>{_text(rule)}</code>" for rule in failure.rules)))
    listed = "".join(f"<dt>{_text(name)}</dt><dd>{text}</dd>" for name, text in rows)
    title = f'{number}. {_marked(cause.text(failure.summary))} <small class="soft">{_text(failure.id)}</small>'
    return f'<section class="cause"><h2>{title}</h2><dl>{listed}</dl>{_consequences(cause)}</section>'


def _consequences(cause: Cause) -> str:
    if not cause.consequences:
        return ""
    items = [
        f"<li><strong>{_text(one.failure.id)}</strong>: <code>{_text(one.first.text)}</code> "
        f'<span class="soft">{_text(f"{one.first.path}:{one.first.line}")}, {_times(one.count)}</span></li>'
        for one in cause.consequences
    ]
    return f"<details><summary>{len(items)} consequence{'s' if len(items) > 1 else ''}</summary><ul>{''.join(items)}</ul></details>"


def _numbers(told: Told) -> list[str]:
    rows = "".join(f'<tr><th scope="row">{_text(name)}</th><td>{_text(text)}</td></tr>' for name, text in told.numbers)
    body = [f"<h2>Numbers</h2><table>{rows}</table>"]
    named = {cause.id for cause in told.diagnosis.causes} if told.diagnosis.outcome != SUCCEEDED else set()
    body += [f'<p class="note">{_marked(remark.text)}</p>' for remark in told.advice if remark.points_to not in named]
    picture = timeline(told.diagnosis.facts.batches.bars, told.settings.number("timeout") or told.diagnosis.facts.timeout)
    if picture:
        body.append(f'<h2>Mini-batches over time</h2><div class="scroll">{picture}</div>')
    body += [f'<h2>Node {_text(node.node)}</h2><div class="scroll">{curves(node)}</div>' for node in _measured(told)]
    workers, left = told.workers(_MOST_WORKERS)
    if workers:
        columns = ("runs", "items ok", "failed", "slowest, s", "in run(), s", "computing, s")
        columns = ("runs", "items ok", "failed", "slowest, s", "in run(), s", "computing, s")
        head = "".join(f'<th scope="col" class="n">{name}</th>' for name in columns)
        rows = "".join(
            f"<tr><td>{_text(one.node)}</td><td>{_text(one.process)}</td><td class=n>{one.runs}</td><td class=n>{one.succeeded}</td>"
            f"<td class=n>{one.failed}</td><td class=n>{one.slowest:.1f}</td><td class=n>{one.method:.0f}</td>"
            f"<td class=n>{one.cpu:.0f}</td></tr>"
            for one in workers
        )
        more = f'<p class="soft">… and {left} more processes</p>' if left else ""
        names = '<th scope="col">node</th><th scope="col">process</th>'
        body.append(
            f'<h2>Workers</h2><div class="scroll"><table><thead><tr>{names}{head}</tr></thead><tbody>{rows}</tbody></table></div>{more}'
        )
    return body


def _measured(told: Told) -> list[NodeResources]:
    """Return the nodes with the highest peaks: a page with hundreds of curves helps nobody."""
    nodes = [node for node in told.diagnosis.facts.resources.values() if node.memory.peak or node.disk.peak or node.cpu.peak]
    return sorted(nodes, key=lambda node: (-node.memory.peak, -node.disk.peak, node.node))[:_MOST_NODES]


def _reading(told: Told) -> list[str]:
    found = told.diagnosis
    body = []
    if found.worth_opening and found.outcome != SUCCEEDED:
        items = "".join(f"<li><code>{_text(path)}</code></li>" for path in found.worth_opening)
        body.append(f"<h2>Worth opening</h2><ul>{items}</ul>")
    if found.refused:
        items = "".join(f"<li><code>{_text(path)}</code>: {_text(reason)}</li>" for path, reason in found.refused[:_MOST_REFUSED])
        body.append(f"<h2>Not read</h2><ul>{items}</ul>")
    return body


def _job(told: Told) -> list[str]:
    if told.job is None:
        return []
    rows = [f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>" for name, text in told.job.facts.items()]
    rows += [f"<dt>{_text(name)}</dt><dd>{_link(text)}</dd>" for name, text in told.job.links.items()]
    return [f"<dl>{''.join(rows)}</dl>", f"<pre>{_lines(list(told.job.commands))}</pre>"]


def _times(count: int) -> str:
    return f"{count} times" if count > 1 else "once"


def _link(address: str) -> str:
    """Return a link; only of what is an address of the web."""
    return f'<a href="{_text(address)}" rel="noreferrer">{_text(address)}</a>' if address.startswith("https://") else _text(address)


def _text(text: str) -> str:
    return escape(for_terminal(text))


def _lines(lines: list[str]) -> str:
    return "\n".join(_text(part) for line in lines for part in line.split("\n"))


def _marked(text: str) -> str:
    """Return a text of preflight's own, what stands between backticks as code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _text(text)
    return "".join(f"<code>{_text(piece)}</code>" if index % 2 else _text(piece) for index, piece in enumerate(pieces))
