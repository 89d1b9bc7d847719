"""Which short words are languages: ISO 639-1, so that `notes.old.md` is no translation."""

from __future__ import annotations

ISO_639_1 = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
    ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
    lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
    rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr
    ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu ckb prs pes kmr fil
    """.split()
)
"""The codes of ISO 639-1, and the few three-letter ones that sites of this kind use most."""

_FORMER = frozenset("in iw ji jw mo sh".split())
"""Codes that are still registered, although others have taken their place."""

_OF_COUNTRIES = {
    "al": "sq", "by": "be", "cn": "zh", "cz": "cs", "dk": "da", "eg": "ar", "gb": "en", "ge": "ka",
    "gr": "el", "iq": "ar", "ir": "fa", "jp": "ja", "kh": "km", "kz": "kk", "lk": "si", "mx": "es",
    "np": "ne", "pk": "ur", "rs": "sr", "ua": "uk", "us": "en", "vn": "vi",
}  # fmt: skip
"""The language that the code of a country may be meant for, where it is none of a language."""


def is_unknown(tag: str) -> bool:
    """Whether a tag is of no language at all. Only of those with two letters all are known."""
    first = tag.partition("-")[0].lower()
    return len(first) == 2 and first not in ISO_639_1 and first not in _FORMER


def meant_hint(tag: str) -> str:
    """What to write for a tag that `is_unknown`."""
    first = tag.partition("-")[0].lower()
    meant = _OF_COUNTRIES.get(first)
    return f"did you mean “{meant}”? “{first}” is a country" if meant else "write it like fa or en-GB"
