"""Requests that scripts send over HTTP by `curl` or `Invoke-RestMethod`: where to, with what, and with which token."""

from __future__ import annotations

from preflight.jsontext import json_value
from preflight.passage import HOLE
from preflight.pattern import Pattern
from preflight.record import Record
from preflight.shell.command import Command, program
from preflight.value import Absent, Unknown, raw_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from preflight.passage import Hole, Passage
    from preflight.scripts.script import Script
    from preflight.value import Located, Value

SCORING = "scoring"
MANAGEMENT = "management"
_POWERSHELL = frozenset({"invoke-restmethod", "invoke-webrequest", "irm", "iwr"})
# Options of PowerShell's commands that take no value.
_SWITCHES = frozenset({
    "usebasicparsing", "usedefaultcredentials", "skipcertificatecheck", "skiphttperrorcheck", "skipheadervalidation", "disablekeepalive",
    "allowunencryptedauthentication", "allowinsecureredirect", "preserveauthorizationonredirect", "preservehttpmethodonredirect", "noproxy",
    "proxyusedefaultcredentials", "passthru", "resume", "followrellink", "verbose", "debug",
})  # fmt: skip
# Options of curl that take a value; all others take none.
_CURL = frozenset({
    "-X", "--request", "-H", "--header", "-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--data-urlencode",
    "--json", "--url", "-o", "--output", "-u", "--user", "-A", "--user-agent", "-e", "--referer", "-b", "--cookie", "-c",
    "--cookie-jar", "-F", "--form", "-T", "--upload-file", "-w", "--write-out", "-m", "--max-time", "--connect-timeout", "--retry",
    "--retry-delay", "--retry-max-time", "-x", "--proxy", "-K", "--config", "--cacert", "--cert", "-E", "--key", "--resolve", "-D",
    "--dump-header", "-r", "--range", "--oauth2-bearer", "--limit-rate", "-C", "--continue-at", "--interface", "-Q", "--quote",
    "-U", "--proxy-user", "-P", "--ftp-port", "-t", "--telnet-option", "-y", "--speed-time", "-Y", "--speed-limit", "-z",
    "--time-cond", "--max-redirs", "--proto", "--proto-default", "--proto-redir", "--capath", "--cert-type", "--key-type", "--pass",
    "--ciphers", "--tls-max", "--tls13-ciphers", "--pinnedpubkey", "--form-string", "--url-query", "--noproxy", "--proxy-header",
    "--proxy-cacert", "--connect-to", "--dns-servers", "--doh-url", "--expect100-timeout", "--keepalive-time", "--local-port",
    "--max-filesize", "--netrc-file", "--output-dir", "--rate", "--request-target", "--stderr", "--trace", "--trace-ascii",
    "--unix-socket", "--aws-sigv4", "--etag-compare", "--etag-save", "--libcurl", "--socks5", "--socks5-hostname",
})  # fmt: skip
_SORTS = {
    "-X": "method", "--request": "method", "-H": "header", "--header": "header", "--url": "url", "--oauth2-bearer": "bearer",
}  # fmt: skip
_DATA = frozenset({"-d", "--data", "--data-raw", "--data-binary", "--data-ascii", "--json"})
_HOST = Pattern(r"(?i)\s*(?:https?://)?([^/?#\s]+)([^?#\s]*)")
_SCORING_HOST = Pattern(r"(?i)(?:\A|\.)inference\.ml\.azure\.[a-z]+(?:\.[a-z]+)?(?::\d+)?\Z")
_MANAGEMENT_HOST = Pattern(r"(?i)\Amanagement\.(?:azure\.com|chinacloudapi\.cn|usgovcloudapi\.net|core\.windows\.net)(?::\d+)?\Z")
_SCORING_WORD = Pattern(r"(?i)scoring_?uri")
_BEARER = Pattern(r"(?i)\s*bearer\s+")


class Token(Record):
    """The token that a request is sent with: how it is written, and the command that prints it, if that is in sight."""

    value: Value
    maker: Command | None


class Request(Record):
    """A request as it stands in a script.

    `path` are the parts of its URL behind the host. `goes_to` is `scoring` (an endpoint's own URL), `management` (Azure Resource
    Manager) or empty. `body` is what is sent, read as JSON;
    a text when it names a file (`@body.json`), absent when nothing is sent. `fault` says why the body is no JSON.
    `deployment` is the header that names a deployment.
    """

    url: Value
    goes_to: str
    method: str
    body: Value
    fault: Unknown | None
    deployment: Value
    token: Token | None
    near: Located
    conditional: bool
    script: Script | None
    path: tuple[Value, ...] = ()


def request(command: Command, script: Script | None = None) -> Request | None:
    """Return the request that a command sends; None when it sends none."""
    name = program(command.words[0].text) if command.words else ""
    if name == "curl":
        parts = list(_curl(command.words[1:]))
    elif name in _POWERSHELL:
        parts = list(_powershell(command.words[1:]))
    else:
        return None
    url = next((word for sort, word in parts if sort == "url"), None)
    if url is None:
        return None
    data = [word for sort, word in parts if sort == "data"]
    method = next((word.text.upper() for sort, word in parts if sort == "method"), "POST" if data else "GET")
    body, fault = _body(data, command)
    return Request(
        url=url.value(),
        path=_path(url),
        goes_to=goes_to(url),
        method=method,
        body=body,
        fault=fault,
        deployment=_header(parts, "azureml-model-deployment", command),
        token=_token(parts),
        near=command.near,
        conditional=command.conditional,
        script=script,
    )


def _curl(words: tuple[Passage, ...]) -> Iterator[tuple[str, Passage]]:
    """Yield what curl is told, by its sort."""
    at = 0
    while at < len(words):
        word = words[at]
        text = word.text
        at += 1
        if text[:1] != "-" or len(text) == 1:
            yield "url", word
            continue
        name = text
        value: Passage | None = None
        if text[:2] != "--" and len(text) > 2:  # noqa: PLR2004 - `-sXPOST`: the first option that takes a value takes the rest
            taking = next((index for index in range(1, len(text)) if f"-{text[index]}" in _CURL), None)
            if taking is None:
                continue
            name = f"-{text[taking]}"
            value = word.part(taking + 1, len(text)) if taking + 1 < len(text) else None
        if name not in _CURL:
            continue
        if value is None:
            if at >= len(words):
                return
            value = words[at]
            at += 1
        yield "data" if name in _DATA else _SORTS.get(name, ""), value


def _powershell(words: tuple[Passage, ...]) -> Iterator[tuple[str, Passage]]:
    """Yield what `Invoke-RestMethod` is told, by its sort. A table of headers comes as texts `name: value`."""
    sorts = {"uri": "url", "method": "method", "headers": "header", "body": "data"}
    sort = "url"
    for word in words:
        text = word.text
        if text[:1] == "-" and len(text) > 1:
            name, colon, value = text[1:].partition(":")
            found = next((found for one, found in sorts.items() if one.startswith(name.lower())), "")
            if value:  # `-Method:Post`
                yield found, word.part(len(text) - len(value), len(text))
            sort = "url" if value or (not colon and name.lower() in _SWITCHES) else found
        else:
            yield sort, word
            if sort != "header":
                sort = "url"


def _path(url: Passage) -> tuple[Value, ...]:
    """Return the parts of a URL between slashes, behind its host and before what it asks for."""
    sealed = url.sealed()
    match = _HOST.match(sealed.text)
    if match is None:
        return ()
    parts: list[Value] = []
    start = match.end(1) + 1
    for text in match[2].split("/")[1:]:
        parts.append(sealed.part(start, start + len(text)).value())
        start += len(text) + 1
    return tuple(parts)


def goes_to(url: Passage) -> str:
    """Tell where a URL leads: by its host, or by the command that prints it."""
    hole = url.holes[0][2] if url.holes and url.holes[0][0] == 0 else None
    if hole is not None:
        return SCORING if _prints_scoring_uri(hole) else ""
    return leads_to(url.sealed().text)


def leads_to(url: str) -> str:
    """Tell where a URL leads by its host, in which `HOLE` stands for what is not known."""
    match = _HOST.match(url)
    if match is None:
        return ""
    host = match[1].rstrip(HOLE)  # `https://management.azure.com$ID`: an ARM id begins with `/`
    if _SCORING_HOST.search(host) is not None:
        return SCORING
    return MANAGEMENT if _MANAGEMENT_HOST.search(host) is not None else ""


def _prints_scoring_uri(hole: Hole) -> bool:
    maker = hole.maker
    texts = [word.text for word in maker.words] if isinstance(maker, Command) else []
    return any(_SCORING_WORD.search(text) is not None for text in (*texts, hole.source))


def _body(data: list[Passage], command: Command) -> tuple[Value, Unknown | None]:
    if len(data) != 1:
        return (Absent(command.near, "body"), None) if not data else (Unknown("the body is in several pieces", data[0].spot()), None)
    text = data[0].text
    if text in ("@-", "@/dev/stdin") and command.given is not None:
        return json_value(command.given)
    if text[:1] == "@":
        return data[0].value(), None
    if data[0].holes and data[0].holes[0][0] == 0 and data[0].holes[0][1] == len(text):
        return data[0].value(), None
    return json_value(data[0])


def _headers(parts: list[tuple[str, Passage]], name: str) -> Iterator[Passage]:
    for sort, word in parts:
        if sort == "header":
            key, _, _ = word.text.partition(":")
            if key.strip().lower() == name:
                start = len(key) + 1
                yield word.part(start + len(word.text[start:]) - len(word.text[start:].lstrip()), len(word.text))


def _header(parts: list[tuple[str, Passage]], name: str, command: Command) -> Value:
    """Return a header; unknown where there may be others than those that are in sight."""
    found = next((found.value() for found in _headers(parts, name)), None)
    if found is not None:
        return found
    unclear = next((word for sort, word in parts if sort == "header" and _may_be_any(word)), None)
    return (
        Absent(command.near, name) if unclear is None else Unknown(f"what headers `{unclear.text}` stands for is not known", unclear.spot())
    )


def _may_be_any(header: Passage) -> bool:
    """Tell whether a header may be any: a variable stands in its name, or it is read from a file or worked out by PowerShell (`@`)."""
    return header.text[:1] == "@" or bool(header.part(0, len(header.text.partition(":")[0])).holes)


def _token(parts: list[tuple[str, Passage]]) -> Token | None:
    bearer = next((word for sort, word in parts if sort == "bearer"), None)
    for found in (bearer,) if bearer is not None else _headers(parts, "authorization"):
        match = _BEARER.match(found.text)
        token = found.part(match.end(), len(found.text)) if match is not None else found
        hole = next((hole for _, _, hole in token.holes), None)
        maker = hole.maker if hole is not None else None
        return Token(token.value(), maker if isinstance(maker, Command) else None)
    return None


def host_of(url: Value) -> str:
    """Return the host of a URL in lower case, with what is written for a part that is not known."""
    return host_at(raw_text(url))


def host_at(url: str) -> str:
    """Return the host in the text of a URL in lower case; nothing where there is none."""
    match = _HOST.match(url)
    return match[1].lower() if match is not None else ""
