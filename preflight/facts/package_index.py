"""Where packages come from: which indexes and channels are anybody's, so that it is known what a package there brings."""

from __future__ import annotations

from preflight.pattern import Pattern

_HOST = Pattern(r"(?i)(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)")
# Hosts of indexes, channels and mirrors that are open to everybody.
_PUBLIC = (
    "pypi.org", "pythonhosted.org", "pypi.python.org", "pytorch.org", "pyg.org", "nvidia.com", "googleapis.com", "openmmlab.com",
    "anaconda.org", "anaconda.com", "prefix.dev", "azuremlsdktestpypi.azureedge.net", "tuna.tsinghua.edu.cn", "ustc.edu.cn", "aliyun.com",
)  # fmt: skip


def own_index(url: str) -> str:
    """Return what to call an index or a channel that is not everybody's, by its host; nothing for one that is.

    A local path is one's own.
    """
    found = _HOST.match(url.strip("\"' "))
    if found is None:
        return f"`{url}`"
    host = found[1].lower()
    return "" if any(host == one or host.endswith(f".{one}") for one in _PUBLIC) else f"`{host}`"


def own_channel(channel: str) -> str:
    """Return what to call a channel of conda's that is not everybody's; nothing for a name, which is one of anaconda.org."""
    return own_index(channel) if "://" in channel or channel[:1] in {".", "/", "~"} else ""
