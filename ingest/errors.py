"""The errors a person can mend: what happened, to which file, what to do next.

    ForumqaError
    ├── InputError               a question, option or request that cannot be used
    ├── DocumentError            one file that cannot be read (listed in the ingest report)
    ├── CatalogueError           documents/catalogue.toml is missing a field or contradicts itself
    ├── EmptyLibraryError        nothing to index below the given paths
    ├── EncoderError             files of a model are missing, damaged or not supported
    ├── IndexMissingError        no index where one was expected
    ├── IndexDamagedError        a file of the index is not what its manifest says
    ├── IndexMismatchError       the index was built by another encoder, normaliser or format
    ├── IndexBusyError           another ingest holds the index
    └── StorageError             the disk refused a write (full, read-only, failing)

Anything that is not a ``ForumqaError`` is a bug and keeps its traceback.
"""


class ForumqaError(Exception):
    """Something the user can act on: ``message`` says what happened, ``hint`` what to do."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class InputError(ForumqaError):
    """A question, option or request body that cannot be used as it is."""


class DocumentError(ForumqaError):
    """One document cannot be read; ingest lists it and goes on with the rest."""


class CatalogueError(ForumqaError):
    """The catalogue cannot be read, lacks a field or contradicts itself."""


class EmptyLibraryError(ForumqaError):
    """There is no readable document below the given paths."""


class EncoderError(ForumqaError):
    """The encoder, the reranker or the translation table: missing, damaged, or of another kind."""


class IndexMissingError(ForumqaError):
    """There is no index in the given folder."""


class IndexDamagedError(ForumqaError):
    """A file of the index is missing, or its bytes are not those of the manifest."""


class IndexMismatchError(ForumqaError):
    """The index was built with another encoder, normaliser, splitter or format version."""


class IndexBusyError(ForumqaError):
    """Another process is publishing into the same index folder."""


class StorageError(ForumqaError):
    """The file system refused a write; the previous index is untouched."""
