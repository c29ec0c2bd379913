"""What every test starts from: no screen, no clock zone, no luck, no real folders."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings

# Before Qt is imported anywhere: pictures and sizes must not depend on the machine.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["QT_FONT_DPI"] = "96"
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = os.environ["LANG"] = "C.UTF-8"

# Nothing may reach the folders of the person who runs the tests.
_home = Path(tempfile.mkdtemp(prefix="mediator-tests-"))
atexit.register(shutil.rmtree, _home, ignore_errors=True)
for _name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_name] = str(_home / _name.lower())
_runtime = _home / "run"
_runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["XDG_RUNTIME_DIR"] = str(_runtime)
for _name in ("MEDIATOR_PASSPHRASE", "MEDIATOR_PROFILE"):
    os.environ.pop(_name, None)

# The same examples each time, on a slow machine too; `make soak` looks for new ones.
_slow_is_fine = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "check", derandomize=True, deadline=None, database=None, suppress_health_check=_slow_is_fine
)
settings.register_profile(
    "soak", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=_slow_is_fine
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))
