"""Which version of the program this is. Knows nothing else."""

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """As the package says it; "?" in a folder of sources that was never installed."""
    try:
        return version("admissions-bot")
    except PackageNotFoundError:
        return "?"
