"""Seals what names a person, with a key that is not in the database.

A row is found by its *mark*, a keyed hash of the address, and opened with the same key: a copy of
the database alone names nobody, and whether a given person is in it cannot be tried out.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.core.messages import Address

SHORTEST_KEY = 32
"""Bytes. Keys are made by a machine: a word somebody can remember is a word somebody can try."""

_NONCE = 12
_BLOCK = 512
"""Everything sealed is filled up to a multiple of this: its length must not tell what it says."""


class WrongKey(Exception):
    """None of our keys opens what is stored."""


class Seal:
    """One key or several: the first one seals, the others still open what they once sealed."""

    def __init__(self, *keys: str | bytes) -> None:
        """Raises `ValueError` without a key, or with one too short to be safe."""
        if not keys:
            raise ValueError("a key is needed")
        self._keys = [_Key.derived(each) for each in keys]

    @staticmethod
    def new_key() -> str:
        """A key made by chance, in printable characters."""
        return secrets.token_urlsafe(SHORTEST_KEY)

    def mark(self, address: Address) -> bytes:
        """What the address is found by."""
        return self._keys[0].mark(address)

    def marks(self, address: Address) -> list[bytes]:
        """The same under every key, the present one first."""
        return [each.mark(address) for each in self._keys]

    def fingerprints(self) -> list[bytes]:
        """What tells each key from others and nothing about it, the present one first."""
        return [each.fingerprint for each in self._keys]

    def seal(self, address: Address, content: bytes) -> bytes:
        """The content, readable only with the key, and only in the row of this address."""
        key = self._keys[0]
        nonce = secrets.token_bytes(_NONCE)
        bound_to = _context(address.chat, key.mark(address))
        return nonce + key.cipher.encrypt(nonce, _padded(content), bound_to)

    def open(self, chat: str, mark: bytes, sealed: bytes) -> bytes:
        """The content of a row. Raises `WrongKey`, too, if the row was changed by others."""
        nonce, encrypted = sealed[:_NONCE], sealed[_NONCE:]
        for key in self._keys:
            try:
                return _unpadded(key.cipher.decrypt(nonce, encrypted, _context(chat, mark)))
            except (InvalidTag, ValueError):
                continue
        raise WrongKey("none of the keys opens it")


@dataclass(frozen=True, slots=True)
class _Key:
    cipher: AESGCM
    marking: bytes = field(repr=False)
    fingerprint: bytes

    @classmethod
    def derived(cls, secret: str | bytes) -> _Key:
        """Several keys from one, so that no use can help against another (RFC 5869)."""
        secret = (secret.encode() if isinstance(secret, str) else secret).strip()
        if len(secret) < SHORTEST_KEY:
            raise ValueError(f"a key has {SHORTEST_KEY} bytes at least")
        uses = (b"optout-bot seal", b"optout-bot mark", b"optout-bot fingerprint")
        sealing, marking, fingerprint = (_derive(secret, each) for each in uses)
        return cls(AESGCM(sealing), marking, fingerprint)

    def mark(self, address: Address) -> bytes:
        return hmac.digest(self.marking, _context(address.chat, address.id.encode()), "sha256")


def _derive(secret: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose).derive(secret)


def _context(chat: str, rest: bytes) -> bytes:
    return chat.encode() + b"\0" + rest


def _padded(content: bytes) -> bytes:
    return content + b"\x80" + bytes(-(len(content) + 1) % _BLOCK)


def _unpadded(padded: bytes) -> bytes:
    return padded.rstrip(b"\0")[:-1]
