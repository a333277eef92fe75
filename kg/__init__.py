"""Claims from news, with their words, speaker and time, compared across articles.

The story runs one way, ``read → segment → recognise → extract → lift → compare → check → report``: see
:mod:`kg.pipeline`.
"""

from importlib.metadata import version

__version__ = version("claimgraph")
