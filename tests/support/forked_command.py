"""Replaces `scaffold` where a program starts it: `forked_command.py SOCKET ARGUMENT…`.

It passes its streams, folder and environment to the fork server, and signals both ways. It imports
almost nothing, so that it starts fast: see tests/support/fork_server.py.
"""

import _socket
import json
import os
import signal
import sys
from typing import NoReturn

FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main(path: str, arguments: list[str]) -> NoReturn:
    connection = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    connection.connect(path)
    request = {
        "program": "scaffold",
        "arguments": arguments,
        "cwd": os.getcwd(),
        "env": {**os.environ},
        "terminal": False,
    }
    streams = b"".join(each.to_bytes(4, sys.byteorder) for each in (0, 1, 2))
    rights = (_socket.SOL_SOCKET, _socket.SCM_RIGHTS, streams)
    data = json.dumps(request).encode() + b"\n"
    sent = connection.sendmsg([data], [rights])
    # Sending nothing fails as well if the command has ended by now.
    if rest := data[sent:]:
        connection.sendall(rest)
    for number in FORWARDED:
        signal.signal(number, lambda number, _: connection.send(bytes([number])))
    answers = b""
    while answers.count(b"\n") < 2:
        more = connection.recv(64)
        if not more:
            sys.exit("the fork server has ended")
        answers += more
    code = int(answers.split()[1])
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


main(sys.argv[1], sys.argv[2:])
