# What forumqa uses of opencc-python-reimplemented 0.1.7, which ships no types.

class OpenCC:
    # path of a dictionary file -> (longest key, shortest key, key -> values parted by blanks)
    dict_cache: dict[str, tuple[int, int, dict[str, str]]]

    def __init__(self, conversion: str | None = None) -> None: ...
    def convert(self, string: str) -> str: ...
