"""The plan files that come with the program, by name. Knows no plan's content."""

from importlib.resources import files


def names() -> tuple[str, ...]:
    """All of them, in order."""
    return tuple(sorted(file.name.removesuffix(".toml") for file in files("storage").joinpath("plans").iterdir()
                        if file.name.endswith(".toml")))


def text(name: str) -> str:
    """The TOML text of one of them."""
    return files("storage").joinpath("plans", f"{name}.toml").read_text(encoding="utf-8")
