"""Settings that all tests share."""

import pytest
from hypothesis import HealthCheck, settings

# A shared machine is slow at times: no test of ours is about time.
settings.register_profile(
    "anliku",
    deadline=None,
    max_examples=60,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("anliku")

# What takes longest begins first, so that no worker is left with it when the others are done.
LONGEST = ("browser/test_accessibility.py", "browser/test_submit.py", "browser/", "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; within them the order stays."""
    items.sort(key=lambda item: next(n for n, one in enumerate(LONGEST) if one in item.nodeid))
