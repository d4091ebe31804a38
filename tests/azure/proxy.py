"""A proxy on this machine that ends every tunnel itself and is the host that was asked for."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tests.azure.message import Reply, Request, Silence
from tests.azure.wire import read_request, written

if TYPE_CHECKING:
    import ssl
    from io import BufferedReader

_PATIENCE = 10.0
_HANDSHAKE_SECONDS = 30.0


@dataclass(frozen=True)
class Outcome:
    """What is said to a request, after a time in seconds."""

    seconds: float
    answer: Reply | Silence


class Desk(Protocol):
    """Who decides what is said."""

    def admit(self, host: str) -> int | Silence:
        """Return the status for a client that wants a tunnel to a host; 200 opens it."""

    def serve(self, request: Request) -> Outcome:
        """Return what is said to a request."""

    def note(self, request: Request, status: int, start: float, end: float) -> None:
        """Take notice of a request that is over."""


class Connection:
    """One connection of a client, which another thread may end at any time."""

    def __init__(self, plain: socket.socket) -> None:
        """Begin without encryption."""
        self._socket = plain
        # Without a buffer nothing is read that belongs to the handshake after a CONNECT.
        self._stream: BufferedReader | socket.SocketIO = plain.makefile("rb", buffering=0)
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def secure(self, context: ssl.SSLContext) -> None:
        """Encrypt from now on."""
        with self._lock:
            if self._ended.is_set():
                raise ConnectionAbortedError
            self._stream.close()
            secured = context.wrap_socket(self._socket, server_side=True, do_handshake_on_connect=False)
            self._socket = secured
            self._stream = secured.makefile("rb")
        secured.settimeout(_HANDSHAKE_SECONDS)
        secured.do_handshake()
        secured.settimeout(None)

    def read(self, host: str = "") -> Request | None:
        """Return what the client asks of a host, None when it has left."""
        return read_request(self._stream, host)

    def send(self, text: bytes, drip: float = 0.0) -> None:
        """Send all of a text, with a time in seconds between its bytes."""
        for piece in (text[number : number + 1] for number in range(len(text))) if drip else (text,):
            self._socket.sendall(piece)
            if drip and self._ended.wait(drip):
                return

    def pause(self, seconds: float) -> None:
        """Wait, but not longer than the connection lives."""
        self._ended.wait(seconds)

    def wait(self) -> None:
        """Wait until the client leaves or the connection is ended."""
        while self._socket.recv(4096):
            pass

    def end(self) -> None:
        """Wake up whoever waits for this connection, which is then over."""
        with self._lock, contextlib.suppress(OSError):
            self._ended.set()
            # SSLSocket.shutdown would take the encryption away under a thread that reads.
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def close(self) -> None:
        """Give the socket back."""
        self._ended.set()
        with self._lock, contextlib.suppress(OSError):
            self._stream.close()
            self._socket.close()


class Proxy:
    """A server in threads of its own; `port` is given by the kernel."""

    def __init__(self, desk: Desk, context: ssl.SSLContext) -> None:
        """Begin to listen."""
        self.failures: list[str] = []
        self._desk = desk
        self._context = context
        self._lock = threading.Lock()
        self._open: dict[threading.Thread, Connection] = {}
        self._stopping = False
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port: int = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, name=f"fake-azure-{self.port}", daemon=True)
        self._acceptor.start()

    def stop(self) -> None:
        """Stop listening and end all connections; every thread is gone afterwards."""
        self._stopping = True
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pass  # accept() wakes up for a client only
        self._acceptor.join(_PATIENCE)
        self._listener.close()
        self.hang_up()

    def hang_up(self) -> None:
        """End all connections, and wait until their threads are gone."""
        with self._lock:
            opened = dict(self._open)
        for connection in opened.values():
            connection.end()
        for thread in opened:
            thread.join(_PATIENCE)
            if thread.is_alive():
                self.failures.append(f"{thread.name} did not end")

    def _accept(self) -> None:
        number = 0
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            if self._stopping:
                plain.close()
                return
            number += 1
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(plain)
            thread = threading.Thread(target=self._converse, args=(connection,), name=f"fake-azure-{self.port}-{number}", daemon=True)
            with self._lock:
                self._open[thread] = connection
                thread.start()

    def _converse(self, connection: Connection) -> None:
        try:
            host = self._tunnel(connection)
            if host:
                connection.secure(self._context)
                while (request := connection.read(host)) is not None and self._reply(connection, request):
                    pass
        except OSError:
            pass  # the client left, or does not trust us
        except Exception:  # noqa: BLE001  # a fault of the fake itself: the test must hear of it
            self.failures.append(traceback.format_exc())
        finally:
            connection.close()
            with self._lock:
                self._open.pop(threading.current_thread(), None)

    def _tunnel(self, connection: Connection) -> str:
        request = connection.read()
        if request is None:
            return ""
        if request.method != "CONNECT":
            connection.send(written(Reply(405, headers={"Connection": "close"})))
            return ""
        host = request.path.rpartition(":")[0].lower()
        status = self._desk.admit(host)
        if isinstance(status, Silence):
            connection.wait()
            return ""
        if status != 200:
            connection.send(written(Reply(status, headers={"Connection": "close"})))
            return ""
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        return host

    def _reply(self, connection: Connection, request: Request) -> bool:
        """Answer a request, and tell whether the connection may be used again."""
        start = time.monotonic()
        outcome = self._desk.serve(request)
        connection.pause(outcome.seconds)
        # Whoever has the answer may look at once whether it was noted.
        if isinstance(outcome.answer, Silence):
            self._desk.note(request, 0, start, time.monotonic())
            if outcome.answer is Silence.WAIT:
                connection.wait()
            return False
        self._desk.note(request, outcome.answer.status, start, time.monotonic())
        connection.send(written(outcome.answer, request.method), outcome.answer.drip)
        return outcome.answer.announced is None and request.headers.get("connection", "").lower() != "close"
