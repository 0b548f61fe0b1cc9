"""What hosts install: every package named with its hashes, and nothing in it known to be broken."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import requires
from pathlib import Path
from threading import Thread

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
TO_RENEW = "after a change of the dependencies the lock is made anew: see CONTRIBUTING.md"

HOSTS = [
    {
        "python_version": version,
        "python_full_version": f"{version}.1",
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "darwin": "Darwin"}[system],
        "platform_machine": machine,
        "extra": "",
    }
    for version in ("3.11", "3.12", "3.13", "3.14")
    for system, machine in (("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64"))
]


def locked() -> Iterator[tuple[Requirement, list[str]]]:
    """Each entry, and its hashes."""
    lines = "\n".join(line for line in LOCK.splitlines() if not line.lstrip().startswith("#"))
    for entry in re.findall(r"^\S(?:.*\\\n)*.*$", lines, re.MULTILINE):
        requirement, *hashes = re.split(r"\s*\\\n\s*", entry)
        yield Requirement(requirement), hashes


def versions(host: dict[str, str]) -> dict[str, str]:
    """What is installed on such a host, by name."""
    return {
        canonicalize_name(each.name): str(each.specifier).removeprefix("==")
        for each, _ in locked()
        if not each.marker or each.marker.evaluate(host)
    }


def test_every_file_is_known_by_its_hash_and_comes_from_no_named_place() -> None:
    assert len(list(locked())) > 30
    for requirement, hashes in locked():
        assert re.fullmatch(r"==[\w.+]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", each) for each in hashes), (
            requirement
        )
    assert "/" not in LOCK
    assert "--index" not in LOCK


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: "-".join(list(host.values())[:5:2]))
def test_it_is_what_the_project_asks_for(host: dict[str, str]) -> None:
    installed = versions(host)
    asked = PYPROJECT["project"]["dependencies"] + PYPROJECT["build-system"]["requires"]
    for each in map(Requirement, asked):
        if not each.marker or each.marker.evaluate(host):
            found = installed.get(canonicalize_name(each.name), "")
            assert found, f"{each} is not locked: {TO_RENEW}"
            assert found in each.specifier, f"{each} is not met: {TO_RENEW}"


def test_it_holds_what_those_ask_for_in_turn() -> None:
    installed = versions({"extra": ""})
    todo = [Requirement(each) for each in PYPROJECT["project"]["dependencies"]]
    seen = set()
    while todo:
        each = todo.pop()
        if each.marker and not each.marker.evaluate({"extra": ""}):
            continue
        seen.add(canonicalize_name(each.name))
        assert canonicalize_name(each.name) in installed, f"{each} is not locked: {TO_RENEW}"
        for text in requires(each.name) or ():
            further = Requirement(text)
            extras = {"", *each.extras}
            if canonicalize_name(further.name) not in seen and (
                not further.marker or any(further.marker.evaluate({"extra": e}) for e in extras)
            ):
                further.marker = None
                todo.append(further)
    assert {"httpcore", "greenlet", "psycopg-binary"} <= seen


def test_nothing_younger_than_a_week_is_taken_when_it_is_renewed() -> None:
    made = PYPROJECT["tool"]["uv"]["pip"]
    assert made["exclude-newer"] == "1 week"
    assert made["universal"]
    assert made["generate-hashes"]
    assert made["custom-compile-command"] in (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_hosts_install_it_and_so_do_the_tests() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    lines = re.findall(r"^python3 -m venv .+$", readme, re.MULTILINE)
    assert len(lines) == 2
    assert all(" -r requirements.lock && " in line for line in lines)


# --- known vulnerabilities ------------------------------------------------------------------------


@contextmanager
def osv(broken: str = "") -> Iterator[str]:
    """A service that knows of one broken package, as https://google.github.io/osv.dev describes it."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            package = asked["package"]
            known = {
                "id": "TEST-2026-1",
                "summary": "Invented for this test.",
                "published": "2026-11-01T00:00:00Z",
                "affected": [{"package": package}],
            }
            body = json.dumps({"vulns": [known]} if package["name"] == broken else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


def audit(*arguments: str) -> tuple[int, str]:
    command = [str(ROOT / ".ci/audit"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_a_known_vulnerability_fails_and_none_passes() -> None:
    with osv() as url:
        status, said = audit("--osv-url", url)
        assert status == 0, said
        assert "No known vulnerabilities found" in said
    with osv("aiohttp") as url:
        status, said = audit("--osv-url", url)
        assert status == 1, said
        assert re.search(r"^aiohttp .*TEST-2026-1", said, re.MULTILINE)


def test_a_service_that_cannot_be_reached_is_passed_over_with_a_word() -> None:
    status, said = audit("--osv-url", "http://127.0.0.1:9/v1/query")
    assert status == 0, said
    assert "skipped" in said


def test_an_audit_that_was_not_begun_fails() -> None:
    status, said = audit("--no-such-option")
    assert status == 2
    assert "skipped" not in said
