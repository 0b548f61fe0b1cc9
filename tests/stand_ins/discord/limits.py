"""Rate limits: a bucket for each route and each channel, guild or webhook."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from dataclasses import dataclass

from .spec import Operation

_MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token", "interaction_token")


@dataclass(slots=True)
class _Bucket:
    remaining: int
    ends: float


class Limits:
    """`limit` requests each `seconds`; the next one is turned away."""

    def __init__(self, limit: int, seconds: float) -> None:
        self._limit = limit
        self._seconds = seconds
        self._buckets: dict[tuple[str, ...], _Bucket] = {}

    def count(self, operation: Operation, path: Mapping[str, str]) -> tuple[bool, dict[str, str]]:
        """Whether the request is within the limit, and the headers that tell the client."""
        now = time.time()
        key = (operation.route, *(path[name] for name in _MAJOR if name in path))
        bucket = self._buckets.get(key)
        if bucket is None or bucket.ends <= now:
            bucket = self._buckets[key] = _Bucket(self._limit, now + self._seconds)
        allowed = bucket.remaining > 0
        bucket.remaining = max(0, bucket.remaining - 1)
        return allowed, {
            "X-RateLimit-Limit": str(self._limit),
            "X-RateLimit-Remaining": str(bucket.remaining),
            "X-RateLimit-Reset": f"{bucket.ends:.3f}",
            "X-RateLimit-Reset-After": f"{max(0.0, bucket.ends - now):.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(operation.route.encode()).hexdigest()[:32],
        }
