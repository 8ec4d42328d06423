"""Codes of languages: two letters (ISO 639-1) are the usual ones here, three letters (ISO 639-3) those of other programs."""

from __future__ import annotations

UNCODED = "mis"
"""The code of a language that has none."""

_PAIRS = (
    "aa:aar ab:abk af:afr ak:aka am:amh ar:ara as:asm ay:aym az:aze be:bel bg:bul bi:bis bm:bam bn:ben bo:bod bs:bos ca:cat "
    "ce:che cs:ces cy:cym da:dan de:deu dv:div dz:dzo ee:ewe el:ell en:eng eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin "
    "fj:fij fr:fra ga:gle gn:grn gu:guj ha:hau he:heb hi:hin ho:hmo hr:hrv ht:hat hu:hun hy:hye hz:her id:ind ig:ibo is:isl "
    "it:ita iu:iku ja:jpn jv:jav ka:kat kg:kon ki:kik kj:kua kk:kaz km:khm kn:kan ko:kor kr:kau ks:kas ku:kur ky:kir lg:lug "
    "ln:lin lo:lao lt:lit lu:lub lv:lav mg:mlg mh:mah mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya na:nau nb:nob "
    "nd:nde ne:nep ng:ndo nl:nld nn:nno no:nor nr:nbl nv:nav ny:nya om:orm or:ori pa:pan pl:pol ps:pus pt:por qu:que rn:run "
    "ro:ron ru:rus rw:kin sa:san sd:snd sg:sag si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun "
    "sv:swe sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tl:tgl tn:tsn to:ton tr:tur ts:tso tt:tat ty:tah ug:uig uk:ukr "
    "ur:urd uz:uzb ve:ven vi:vie wo:wol xh:xho yi:yid yo:yor za:zha zh:zho zu:zul"
)
_THREE = dict(pair.split(":") for pair in _PAIRS.split())
_TWO = {three: two for two, three in _THREE.items()} | {"fre": "fr", "ger": "de", "bur": "my", "chi": "zh", "per": "fa"}


def three_letters(code: str) -> str:
    """``eng`` for ``en``; three letters stay as they are, and two that nobody knows are ``mis``."""
    return _THREE.get(code, UNCODED) if len(code) == 2 else code


def two_letters(code: str) -> str:
    """``en`` for ``eng``; whatever has no two letters stays as it is."""
    return _TWO.get(code, code)
