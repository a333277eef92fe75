"""The errors a person can do something about.

::

    KgError                 anything below; the command prints its message and exits with 2
    ├── UnreadableArticle   a source has no text that could be quoted
    ├── ExtractorFailed     an endpoint that extracts claims cannot be reached, refuses, or answers no claims
    ├── BadClaims           a claims file is not in the documented form
    ├── BadOntology         an ontology or extension file is malformed (names file, line, reason)
    ├── BadShapes           a shapes file is malformed, or uses a term that SHACL does not have
    ├── BadQuery            a query or update could not be parsed
    ├── BadReference        a file of reference facts is not in a form we know
    └── StoreError          the store cannot be opened, is locked, or cannot do what was asked

A message names the input and says what to do.
"""


class KgError(Exception):
    """Something in the input or the set-up is wrong; the message says what to do."""


class UnreadableArticle(KgError):
    """The source has no text that could be quoted."""


class ExtractorFailed(KgError):
    """An endpoint that extracts claims cannot be used; the message names its address and what to do."""


class BadClaims(KgError):
    """The claims are not in the form that ``kg extract --format jsonl`` prints."""


class BadOntology(KgError):
    """An ontology file is malformed; the message names file, line and reason."""


class BadShapes(KgError):
    """A shapes file is malformed, or uses a ``sh:`` term that does not exist."""


class BadQuery(KgError):
    """The query or update could not be parsed."""


class BadReference(KgError):
    """The reference facts are not in a form we know."""


class StoreError(KgError):
    """The store cannot be opened, or cannot do what was asked."""
