"""What stands beside what in a conversation: numbers, denials, lists and measures that do not meet."""

from __future__ import annotations

from collections.abc import Iterator

from lerendwerken.sparring.practice.phrases import phrases
from lerendwerken.sparring.practice.quoting import clauses, quote
from lerendwerken.sparring.practice.sights import SHORT_QUOTE, Sight, bare, first_of
from lerendwerken.sparring.practice.talk import Talk
from lerendwerken.sparring.practice.wording import DAY, WORD, amounts, roots, sentences


def numbers(talk: Talk) -> Iterator[Sight]:
    """Yield two different numbers of one thing, where each side has only one."""
    say = phrases()
    before = [found for text in talk.earlier for found in _amounts(text)]
    for unit, piece, clause in _amounts(talk.newest):
        known = {p.casefold(): c for u, p, c in before if u == unit}
        same = {p: c for p, c in known.items() if _same(c, clause, piece)}
        if piece.casefold() not in known and len(same) == 1:
            (old, old_clause), new = next(iter(same.items())), quote(clause, around=piece, longest=SHORT_QUOTE)
            remark = say.numbers.format(old=quote(old_clause, around=old, longest=SHORT_QUOTE), new=new)
            yield Sight(remark=remark, question=say.numbers_question)


def _amounts(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the unit of each number in a text, the words of the number, and the clause in which it stands."""
    for clause in (clause for sentence in sentences(text) for clause in clauses(sentence)):
        yield from ((unit, piece, clause) for unit, piece in amounts(clause, small=phrases().small))


def _same(one: str, other: str, piece: str) -> bool:
    """Whether two clauses can be about one thing: they share more than a number's own words, and name no different days."""
    small = phrases().small
    shared = (roots(one, small=small) & roots(other, small=small)) - roots(piece, small=small)
    days = [{found[0].casefold() for found in DAY.finditer(text)} for text in (one, other)]
    return bool(shared) and (not all(days) or days[0] == days[1])


def reversals(talk: Talk) -> Iterator[Sight]:
    """Yield a clause that denies what an earlier sentence said, or that takes a turn on the same subject."""
    say = phrases()
    olds = [(s, roots(s, small=say.small), _denies(s)) for text in talk.earlier for s in dict.fromkeys(sentences(text))]
    news = [(s, clause) for s in dict.fromkeys(sentences(talk.newest)) for clause in clauses(s)]
    for sentence, clause in news:
        about, denies, turns = roots(clause, small=say.small), _denies(clause), first_of(say.turns_round, clause)
        for old, old_about, old_denies in olds:
            shared = len(about & old_about)
            if (turns and shared) or (shared > 1 and denies != old_denies):
                begin = " ".join(clause.split()[:3])
                pair = {"old": quote(old, longest=SHORT_QUOTE), "new": quote(sentence, around=begin, longest=SHORT_QUOTE)}
                yield Sight(remark=say.reversed.format(**pair), question=say.reversed_question)


def _denies(sentence: str) -> bool:
    return any(word.casefold() in phrases().denials for word in WORD.findall(sentence))


def left_out(talk: Talk) -> Iterator[Sight]:
    """Yield the items of the team's own lists that nothing it wrote comes back to."""
    say = phrases()
    told = roots(talk.told, small=say.small)
    for item in talk.lists:
        about = roots(item, small=say.small)
        if about and not about & told:
            yield Sight(remark=say.left_out.format(item=quote(item)), question=say.left_out_question)


def measure(talk: Talk) -> Iterator[Sight]:
    """Yield what the team laid down up front, with a question about one case in it."""
    if talk.measure:
        say = phrases()
        yield Sight(remark=say.measure.format(measure=quote(talk.measure)), question=say.measure_question)


def then_and_now(talk: Talk) -> str:
    """Return the team's first and last words beside each other; empty where one of them says nothing."""
    old = quote(next(iter(sentences(talk.own)), ""), longest=SHORT_QUOTE)
    new = quote(talk.newest, small=phrases().small, longest=SHORT_QUOTE)
    return phrases().then_and_now.format(old=old, new=new) if talk.later and old and new and not bare(talk) else ""
