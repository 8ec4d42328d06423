"""The release ledger: which figures may be printed of whom, and when they may change, so that nothing small can be told.

**The promise.** Take all files of all nights: no sum and no difference of their counts of one base is the number of a group of
1 to 9 people. More: of no people who are there can it be worked out that there are fewer than ten of their kind on their day.

**How.** Everybody counted lies at a kind (a facility, a service, a language) and a day. A *cut* of a cell is a day at whose end
its figures may be told; between two cuts lies an *atom*; whatever is printed of a cell is of whole atoms. At the end of a day
(for roots and surveys) or of a week (for all others) a cell is cut unless that breaks one of these:

1. *Atoms.* A closed atom has nobody or at least ten.
2. *Nesting.* A part is only cut on days on which each whole is cut that it is a part of, and begins at a cut of theirs.
3. *Remainders.* For every interval between two cuts of a whole, its people in it who are not in an atom, wholly inside, of one
   of its parts, are nobody or at least ten; in each way of dividing it (places, surveys, services, languages).
4. *Overhangs.* For every cut of a whole up to which all its parts are told, their people after it, in atoms that contain it
   and go on, are nobody or at least ten: all parts, less the whole up to there, are these.

Where 3 or 4 would break, the smallest part keeps its atom open, and its news wait; one that nobody is in covers nothing. One
more open atom is always enough, since it has at least ten people. Where no part can help, the whole is not cut.

**Why this is enough.** What can be derived are combinations of atoms with weights. Let one have no negative weight anywhere,
with ``a(t)`` the weight of the whole on day ``t``, and ``b`` that of an atom ``J`` of a part. Then ``b >= -min a over J``, so
that what it counts in ``J`` is ``a(t) - min a`` and more of ``J`` itself. Cut ``a`` into layers ``a >= k``: in each, what is
left after the atoms inside are taken away is a remainder (3) for every interval, or, where ``a`` is below zero, which only days
can be on which all parts are told, an overhang (4). So it is a sum of atoms, remainders and overhangs, each nobody or ten. With
2 every atom of a part of a part is made of atoms of the part, and the same holds level by level; and since no part is told
further than its whole, two ways of dividing a whole give nothing together that they do not give each alone. That nobody is
counted below zero does not help either: whoever is known to be absent is so by a combination without negative weights whose
number is zero, and adding it many times makes any other one that is derived with its help one without negative weights.

**What is accepted.** A share gives its count back, from ten answers on. Bases are apart: people who started and did not answer
are the numerator of a share of those who started, not a base; but groups of two bases that are as many on every day are taken
for the same people, and the later is cut only where the other is. Places, services and languages are taken to cross freely:
that a facility has one service only is not used. A table of surveys by languages with gaps could be solved; so no base is told
both by language of a channel and by language of its surveys. Nothing is told over more than 26 weeks and no remainder is looked
at over more; a cell that was not cut for so long begins anew, and the people before are never told of. So does a place that
moved to another district while few of its people were told of: no atom is of two districts. Counts of past days must
not change: an atom that has 1 to 9 people after all is told no more, nor anything before it.

**When.** On weekdays a root or a survey is not cut where the same days of the last week left too few people until Sunday: parts
are cut on Sundays, and need it to be.
"""

from reports.ledger.book import Book, Cell
from reports.ledger.closing import Closed, close
from reports.ledger.cutting import Decision, cut
from reports.ledger.families import series_of
from reports.ledger.series import Series, horizon

__all__ = ["Book", "Cell", "Closed", "Decision", "Series", "close", "cut", "horizon", "series_of"]
