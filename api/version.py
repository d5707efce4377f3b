"""Which release of forumqa this is."""


def release() -> str:
    """The installed version, "0" when forumqa runs from files that were never installed."""
    from importlib import metadata  # noqa: PLC0415  slow, and every command would pay for it

    try:
        return metadata.version("forumqa")
    except metadata.PackageNotFoundError:
        return "0"
