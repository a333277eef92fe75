"""Words in any script → Latin letters, and their consonants: how a Cyrillic, Greek or Arabic name meets its Latin one.

Transliteration is anyascii's. Arabic and Hebrew write few vowels, and spellings in Latin letters differ in theirs, so
names in these scripts are compared by their consonants alone: weaker evidence than equal letters.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

_ABJAD = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f]")
_ARTICLE = re.compile(r"\b(?:\u0627\u0644(?=\w{3})|a[lnr]?[- ]+|el[- ]+)")  # Arabic's al-, in its letters and in ours
_ALIKE = str.maketrans({"c": "k", "q": "k", "x": "ks", "p": "b", "v": "b", "f": "b"})  # what one letter may stand for
_UNWRITTEN = re.compile(r"[^b-df-gj-np-tvxz ]")  # vowels, half vowels and h, which spellings differ in
_TWICE = re.compile(r"([a-z])\1+")
_LEAST = 3  # consonants that say anything


def romanised(words: str) -> str:
    """Return words of another script in Latin letters, or nothing where they are in Latin letters already.

    >>> romanised("Κυριάκος Μητσοτάκης"), romanised("НАТО"), romanised("Łódź")
    ('Kyriakos Mitsotakis', 'NATO', '')
    """
    if words.isascii() or all(_latin(char) for char in words):
        return ""
    return anyascii(unicodedata.normalize("NFC", words).replace("\u05d5", "w"))  # Hebrew vav, mostly a vowel in names


def _latin(char: str) -> bool:
    return char.isascii() or not char.isalpha() or unicodedata.name(char, "").startswith("LATIN")


def is_unvowelled(words: str) -> bool:
    """Say whether words are in a script that leaves vowels out (Arabic, Hebrew)."""
    return _ABJAD.search(words) is not None


def consonants(words: str) -> str:
    """Return the consonants of words in any script, alike ones as one letter; nothing where there are too few.

    >>> consonants("Bashar al-Assad"), consonants("بشار الأسد"), consonants("Ada")
    ('bsr sd', 'bsr sd', '')
    """
    bare = _ARTICLE.sub("", words.lower())
    heard = _UNWRITTEN.sub("", (romanised(bare) or anyascii(bare)).lower().replace("-", " ")).translate(_ALIKE)
    found = " ".join(_TWICE.sub(r"\1", heard).split())
    return found if len(found.replace(" ", "")) >= _LEAST else ""
