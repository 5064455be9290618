"""Reduce the name of an English school, museum or company to what tells it from others."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LOST = "?"
LOST_LETTER = "\ufffd"
APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
NOT_WORD = re.compile(r"[^a-z0-9?]+")
PHRASES = (
    (re.compile(r"\bc\.?\s*of\.?\s*e\b\.?|\bchurch of england\b|\bc ?e\b|\bcofe\b|\bcoe\b"), " cofe "),
    (re.compile(r"\br\.?\s*c\b\.?|\broman catholic\b|\bcatholic\b"), " catholic "),
    (re.compile(r"\bsaints?\b|\bsts\b"), " st "),
    (re.compile(r"\bt/?a\b"), " "),
    (re.compile(r"\bc\.?\s*i\.?\s*c\b\.?"), " cic "),
    (re.compile(r"\bc\.?\s*i\.?\s*o\b\.?"), " cio "),
    (re.compile(r"\barts award (centre|center|supporter)\b"), " "),
    (re.compile(r"\b(voluntary )?(aided|controlled)\b|\bv ?[ac]\b"), " "),
    (re.compile(r"\bsixth form\b|\b6th form\b"), " sixthform "),
    (re.compile(r"\bpupil referral unit\b"), " pru "),
)
SPELLINGS = {
    "sch": "school",
    "schl": "school",
    "schools": "school",
    "acad": "academy",
    "coll": "college",
    "prim": "primary",
    "inf": "infant",
    "infants": "infant",
    "jnr": "junior",
    "jun": "junior",
    "juniors": "junior",
    "sec": "secondary",
    "comm": "community",
    "comp": "comprehensive",
    "nurs": "nursery",
    "saint": "st",
    "centre": "centre",
    "center": "centre",
    "museums": "museum",
    "theatres": "theatre",
    "theater": "theatre",
    "galleries": "gallery",
    "ltd": "limited",
    "co": "company",
    "mount": "mt",
    "girl": "girls",
    "boy": "boys",
}
EMPTY_WORDS = frozenset(["the", "of", "and", "a", "an", "at", "in", "for", "to", "with"])
LEGAL_WORDS = frozenset(
    [
        "limited",
        "cic",
        "cio",
        "plc",
        "llp",
        "inc",
        "company",
        "charity",
        "charitable",
        "trust",
        "foundation",
        "trustees",
    ]
)
SCHOOL_WORDS = frozenset(
    [
        "school",
        "academy",
        "college",
        "primary",
        "infant",
        "junior",
        "nursery",
        "secondary",
        "high",
        "upper",
        "lower",
        "middle",
        "grammar",
        "special",
        "community",
        "comprehensive",
        "church",
        "cofe",
        "catholic",
        "methodist",
        "endowed",
        "foundation",
        "voluntary",
        "aided",
        "controlled",
        "sixthform",
        "pru",
        "learning",
        "campus",
        "centre",
        "education",
        "trust",
        "federation",
        "pre",
        "prep",
        "preparatory",
        "first",
        "specialist",
        "multi",
    ]
)
STAGES = {
    "infant": "infant",
    "junior": "junior",
    "primary": "primary",
    "nursery": "nursery",
    "secondary": "secondary",
    "high": "secondary",
    "upper": "secondary",
    "grammar": "secondary",
    "sixthform": "sixthform",
    "pru": "pru",
    "special": "special",
    "girls": "girls",
    "boys": "boys",
}
FAITHS = frozenset({"cofe", "catholic", "methodist"})
SCHOOL_MARKS = frozenset(
    ["school", "academy", "college", "primary", "infant", "junior", "nursery", "grammar", "sixthform", "pru"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in plain words; `core` without legal forms, `stem` without the words that schools share either."""

    text: str
    core: str
    stem: str
    stages: frozenset[str]
    faiths: frozenset[str]
    sounds_like_school: bool
    is_college: bool


@lru_cache(maxsize=200_000)
def name_of(raw: str) -> Name:
    """Return a name in the forms that are compared."""
    words = plain_words(raw)
    core = [word for word in words if word not in LEGAL_WORDS and word not in EMPTY_WORDS] or words
    stem = [word for word in core if word not in SCHOOL_WORDS] or core
    return Name(
        text=" ".join(word for word in words if word not in EMPTY_WORDS),
        core=" ".join(core),
        stem=" ".join(stem),
        stages=frozenset(STAGES[word] for word in words if word in STAGES),
        faiths=FAITHS.intersection(words),
        sounds_like_school=bool(SCHOOL_MARKS.intersection(words)),
        is_college="college" in words,
    )


def plain_words(raw: str) -> list[str]:
    """Return the words of a name: no accents, one spelling, `?` for a letter that was lost on its way."""
    text = raw.replace(LOST_LETTER, LOST)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    text = APOSTROPHES.sub("", text).replace("&", " and ")
    for pattern, plain in PHRASES:
        text = pattern.sub(plain, text)
    return [SPELLINGS.get(word, word) for word in NOT_WORD.split(text) if word]


def unscrambled(title: str) -> str:
    """Put back in order a title that its publisher's page took apart around a character, last part first."""
    parts = [part.strip() for part in title.split(",")]
    if len(parts) == 1 or not ("&" in parts or LOST_LETTER in title):
        return " ".join(title.split())
    *first, last = reversed(parts)
    within_a_word = last.startswith(LOST_LETTER) and len("".join(first)) == 1
    return ("" if within_a_word else " ").join([*first, last])
