"""Tests. Where Python is told to keep no bytecode, the many processes that they start would each compile the same modules for
three seconds: they keep it among pytest's own things, where nobody is in its way.
"""

import os
import sys
from pathlib import Path

if os.environ.pop("PYTHONDONTWRITEBYTECODE", "") and sys.pycache_prefix is None:
    sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = str(Path(__file__).parent.parent / ".pytest_cache" / "bytecode")
    sys.dont_write_bytecode = False
