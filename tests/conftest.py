"""Settings that all tests share."""

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
