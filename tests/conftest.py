"""What all tests share: on a busy machine a slow example fails nothing; benchmarks time things."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")
