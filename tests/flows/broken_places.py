"""Broken place lists, each beside a sound one that differs only in what matters."""

from __future__ import annotations

from sound_flows import LAST, SOUND, Row

from flows.places.file import LONGEST_CELL, MOST_BYTES, MOST_ROWS

FILE = "lists/points.csv"

POINT = """\
  - question: point
    ask: Which water point is it?
    answer: place
    list: ¦lists/points.csv
    find by:
      code: Type the code.
      district: Which district?
      name: Which point?
"""
WITH_PLACES = SOUND.replace(LAST, POINT + LAST)

HEAD = "code,name,district\n"
TWO_HEAD = "code,name,district,district_st\n"

PAIRS: list[tuple[str, str, str | bytes, str | bytes]] = [
    ("E417", "a row without a code", HEAD + ",Upper well,North\n", HEAD + "A1,Upper well,North\n"),
    ("E417", "a row without a name", HEAD + "A1,,North\n", HEAD + "A1,-,North\n"),
    (
        "E417",
        "a row without the group that is asked for",
        HEAD + "A1,Upper well,\n",
        "code,name,district,closed\nA1,Upper,,yes\nA2,Lower,N,\n",
    ),
    ("E417", "no column of codes", "name,district\nUpper well,North\n", "code,name,district\n1,Upper well,North\n"),
    ("E417", "no column of names", "code,district\nA1,North\n", "code,name,district\nA1,N,North\n"),
    ("E417", "nothing at all", "", HEAD + "A1,Upper well,North"),
    (
        "E418",
        "a code twice",
        HEAD + "A1,Upper well,North\nA1,Lower well,South\n",
        HEAD + "A1,Upper well,North\nA2,Lower well,South\n",
    ),
    (
        "E418",
        "a code that people type alike",
        HEAD + "a-1,Upper well,North\nA1,Lower well,South\n",
        HEAD + "A-1,U,North\nA-2,L,South\n",
    ),
    ("E419", "a code with a space", HEAD + "A 1,Upper well,North\n", HEAD + "A-1,Upper well,North\n"),
    ("E419", "a code that is a key", HEAD + "98,Upper well,North\n", HEAD + "098,Upper well,North\n"),
    ("E419", "a code that is a key without its hyphen", HEAD + "0-0,Upper well,North\n", HEAD + "0-00,Upper well,North\n"),
    ("E419", "a code of 13 signs", HEAD + "1234567890123,Upper well,North\n", HEAD + "123456789012,Upper well,North\n"),
    ("E419", "a code in other digits", HEAD + "១២៣,Upper well,North\n", HEAD + "123,Upper well,North\n"),
    (
        "E420",
        "a group translated twice",
        TWO_HEAD + "A1,U,North,Leboea\nA2,L,North,Boroa\n",
        TWO_HEAD + "A1,U,North,Leboea\nA2,L,North,\n",
    ),
    ("E421", "no rows", HEAD, HEAD + "A1,Upper well,North\n"),
    (
        "E421",
        "all closed",
        "code,name,district,closed\nA1,U,North,yes\n",
        "code,name,district,closed\nA1,U,North,yes\nA2,L,North,no\n",
    ),
    ("E422", "a name twice in one group", HEAD + "A1,Well,North\nA2,Well,North\n", HEAD + "A1,Well,North\nA2,Well,South\n"),
    (
        "E422",
        "a name twice in other letters",
        HEAD + "A1,Upper well,North\nA2,UPPER  WELL,North\n",
        HEAD + "A1,U well,North\nA2,Upper well,North\n",
    ),
    (
        "E422",
        "a translated name twice",
        "code,name,name_en,district\nA1,U,Well,N\nA2,L,Well,N\n",
        "code,name,name_en,district\nA1,U,Well,N\nA2,L,,N\n",
    ),
    (
        "E422",
        "a short name twice",
        "code,name,short,district\nA1,U,Well,N\nA2,L,Well,N\n",
        "code,name,short,district,closed\nA1,U,Well,N,yes\nA2,L,Well,N,\n",
    ),
    ("E422", "a group in other letters", HEAD + "A1,U,North\nA2,L,NORTH\n", HEAD + "A1,U,North\nA2,L,North 2\n"),
    (
        "E434",
        "letters in an old coding",
        (HEAD + "A1,Léribe,North\n").encode("latin-1"),
        (HEAD + "A1,Léribe,North\n").encode("utf-8-sig"),
    ),
    ("E434", "a row with too many cells", HEAD + "A1,Upper, well,North\n", HEAD + 'A1,"Upper, well",North\n'),
    ("E434", "a row with too few cells", HEAD + "A1,Upper well\n", HEAD + "A1,Upper well,North\n\n,,\n"),
    (
        "E434",
        "more columns than anybody is asked",
        HEAD.strip() + "".join(f",c{n}" for n in range(98)) + "\nA1,Upper well,North" + "," * 98 + "\n",
        HEAD.strip() + "".join(f",c{n}" for n in range(97)) + "\nA1,Upper well,North" + "," * 97 + "\n",
    ),
    ("E434", "semicolons", "code;name;district\nA1;Upper well;North\n", "code,name,district\r\nA1,Upper;well,North\r\n"),
    ("E434", "tabs", "code\tname\tdistrict\nA1\tUpper well\tNorth\n", HEAD + "A1,Upper well,North\n"),
    ("E434", "other names of one language", "code,name,also_st,district\nA1,U,V,N\n", "code,name,also,district\nA1,U,V;W,N\n"),
    ("E434", "a column twice", "code,name,name,district\nA1,U,V,North\n", "code,name,names,district\nA1,U,V,North\n"),
    ("E434", "a column without a name", "code,name,district,\nA1,U,North,x\n", "code,name,district,note\nA1,U,North,\n"),
    (
        "E434",
        "a hidden sign in the name of a column",
        "code,name,district,no\u202ete\nA1,U,North,x\n",
        HEAD + "A1,=1+1,@North\n",
    ),
    ("E434", "a sign that turns the text", HEAD + "A1,Upper \u202ewell,North\n", HEAD + "A1,Upper \u200bwell,North\n"),
    ("E434", "two lines in a cell", HEAD + 'A1,"Upper\nwell",North\n', HEAD + 'A1,"Upper ""well""",North\n'),
    ("E434", "a quote that ends nowhere", HEAD + 'A1,"Upper well,North\n', HEAD + 'A1,Upper "well",North\n'),
    ("E434", "a name without end", HEAD + f"A1,{'x' * (LONGEST_CELL + 1)},North\n", HEAD + f"A1,U,{'North' * 5}\n"),
    ("E434", "perhaps closed", "code,name,district,closed\nA1,U,North,maybe\n", "code,name,district,closed\nA1,U,North,no\n"),
    ("E434", "over 5 MB", b"code,name,district\n" + b"\n" * MOST_BYTES, HEAD + "A1,U,North\n" + "\n" * 1000),
    (
        "E434",
        "over 50,000 rows",
        HEAD + "A1,U,North\n" * (MOST_ROWS + 1),
        HEAD + "".join(f"A{n},U{n},N{n // 9}\n" for n in range(100)),
    ),
    ("E434", "60 mistakes", HEAD + "?,U,North\n" * 60, HEAD + "".join(f"{n},U{n},North\n" for n in range(10, 50))),
]
"""Code, what is wrong, the rows of the list, and a sound list."""

ROWS = [Row(code, f"a list: {what}", WITH_PLACES, {FILE: broken}) for code, what, broken, _ in PAIRS]
