"""What the practice partner notices in a conversation: by words, numbers and gaps, never by their meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lerendwerken.kit import Kit, Mistake, Stance
from lerendwerken.sparring.practice.phrases import Gap, Kind, RoleQuestions, phrases
from lerendwerken.sparring.practice.quoting import quote
from lerendwerken.sparring.practice.talk import Talk
from lerendwerken.sparring.practice.wording import WORD, counted, dated, matched, meant, roots, sentences
from lerendwerken.step import StepKind

FEW_WORDS = 12
SHORT_QUOTE = 12
# where the partner looks first; then in the other steps
ASKED: tuple[StepKind, ...] = ("sparren", "eigen_antwoord")
# someone is named: by a placeholder, a name, a role, or as the one who writes
ACTOR = re.compile(
    r"\[PERSOON-\d+\]|(?<=[a-z,] )[A-Z][a-z]+|\b(?i:ik|hij|hem|haar|wijzelf|collega|balie|afdeling|dienst|loket)\b"
    r"|\b(?i:(?:de|het|een|onze|mijn) [a-z]{3,}"
    r"(?:er|ster|eur|ist|ant|ent|oog|aar|kundige|hoofd|man|vrouw|team|lid|dienst|balie))\b"
)
NAME = re.compile(r"[A-Z][a-z]{2,}")


@dataclass(frozen=True)
class Sight:
    """Something that was noticed: the team's words that it is about, what is remarkable, and a question."""

    quotation: str = ""
    remark: str = ""
    question: str = ""

    @property
    def text(self) -> str:
        """All of it in reading order: the words, and what is said about them."""
        return "\n\n".join(filter(None, (self.quotation, " ".join(filter(None, (self.remark, self.question))))))


def asks(talk: Talk) -> bool:
    """Tell whether the team asks for the answer."""
    return talk.turn > 1 and any(matched(trigger, talk.newest) for trigger in phrases().asks)


def bare(talk: Talk) -> bool:
    """Tell whether the newest words hold nothing to ask on about: `Klopt.`, `ja, prima`."""
    text, small = talk.newest, phrases().small
    says = roots(text, small=small) or counted(text) or dated(text) or any(unknown(talk)) or redirected(talk)
    return len(WORD.findall(text)) < FEW_WORDS and not says


def redirected(talk: Talk) -> str:
    """Return what to say where the team orders the partner about or has no use for its question; else empty."""
    found = ((kind, first_of(kind.words, talk.newest)) for kind in phrases().reactions)
    return next((kind.remark.format(word=word) for kind, word in found if word and not kind.question), "")


def still_open(talk: Talk) -> str:
    """Return what the newest words leave open of what was asked, or that they hold nothing to ask on about; else empty."""
    say = phrases()
    if bare(talk):
        words = quote(talk.newest)
        return _fresh(talk, say.bare, say.bare_again).format(words=words) if words else say.nothing
    if any(unknown(talk)):
        return ""
    asked = _asked(talk.question)
    missing = [kind for kind in asked if not _holds(kind, talk.newest)]
    if talk.had_choice and len(missing) < len(asked):
        return ""
    word = first_of(say.everyone, talk.newest)
    if missing == ["persoon"]:
        return say.no_actor.format(word=word) if word else ""
    kinds = ", ".join(say.kinds[kind].name for kind in missing if kind != "persoon" or word)
    return say.missing.format(kinds=kinds) if kinds else ""


def unknown(talk: Talk) -> Iterator[Sight]:
    """Yield what the team writes that it does not know, with the question who can."""
    for kind in phrases().reactions:
        word = first_of(kind.words, talk.newest)
        if word and kind.question:
            yield Sight(remark=kind.remark.format(word=word), question=kind.question)


def _asked(question: str) -> list[Kind]:
    return [kind for kind, asked in phrases().kinds.items() if first_of(asked.words, question)]


def _holds(kind: Kind, text: str) -> bool:
    return _acts(text) if kind == "persoon" else dated(text) if kind == "dag" else counted(text)


def _acts(text: str) -> bool:
    """Whether someone is named; in a text without capitals nobody can tell, so then it is taken to be so."""
    names = [found[0] for sentence in sentences(text) for found in [NAME.match(sentence)] if found]
    return (
        bool(ACTOR.search(text))
        or text == text.lower()
        or any(name.lower() not in phrases().small and not dated(name) for name in names)
    )


def helped(talk: Talk, stance: Stance) -> str:
    """Return what to say to a team that asks for the answer."""
    asked = phrases().asked[stance]
    return phrases().asked_again if talk.heard(asked) else asked


def short(talk: Talk) -> Iterator[Sight]:
    """Yield a question for one case where the newest words are few, without a number or a day."""
    if len(WORD.findall(talk.newest)) < FEW_WORDS and not (counted(talk.newest) or dated(talk.newest)):
        yield Sight(plain(talk), question=phrases().short)


def plain(talk: Talk) -> str:
    """Return the newest words that say most, as a quotation; empty where there is nothing to quote."""
    words = "" if bare(talk) else quote(talk.newest, small=phrases().small)
    return phrases().quotation.format(words=words) if words else ""


def mistake_question(kit: Kit, talk: Talk) -> str:
    """Return the question of the typical mistake that the newest words point to, when it was not asked before."""
    found = (mistake.question for mistake in kit_mistakes(kit, talk) if first_of(mistake.words, talk.newest))
    return next((question for question in found if not talk.heard(question)), "")


def kit_mistakes(kit: Kit, talk: Talk) -> tuple[Mistake, ...]:
    """Return the kit's mistakes, those of the step that the newest words belong to first."""
    first = ASKED if talk.turn > 1 else ASKED[::-1]
    steps = sorted(kit.steps, key=lambda step: first.index(step.kind) if step.kind in first else len(first))
    return tuple(mistake for step in steps for mistake in step.mistakes)


def mistakes(kit: Kit, talk: Talk, text: str) -> Iterator[Sight]:
    """Yield the kit's typical mistakes that a text points to."""
    for mistake in kit_mistakes(kit, talk):
        word = next(filter(None, (meant(trigger, text) for trigger in mistake.words)), None)
        if word:
            remark = _fresh(talk, phrases().pitfall, phrases().other_pitfall).format(mistake=mistake.mistake)
            yield Sight(_quotation(talk, text, word), remark, mistake.question)


def lenses(kit: Kit, talk: Talk) -> Iterator[Sight]:
    """Yield what the partner's role asks about single words, each question once, and then its open question."""
    for lens in _role(kit).lenses:
        word = next(filter(None, (meant(trigger, talk.newest) for trigger in lens.words)), None)
        if word and not talk.heard(lens.question.rpartition("}")[2]):
            yield Sight(_quotation(talk, talk.newest, word), question=lens.question.format(word=word))
    if talk.later:
        yield Sight(plain(talk), question=_role(kit).question)


def opinion(talk: Talk) -> Iterator[Sight]:
    """Yield an opinion where the team wrote no number and no day at all."""
    told = talk.told
    return iter(()) if counted(told) or dated(told) else _gap(phrases().opinion, talk)


def undated(talk: Talk) -> Iterator[Sight]:
    """Yield a plan where the team wrote no day at all."""
    return iter(()) if dated(talk.told) else _gap(phrases().plan, talk)


def _gap(gap: Gap, talk: Talk) -> Iterator[Sight]:
    word = first_of(gap.words, talk.newest)
    if word:
        yield Sight(_quotation(talk, talk.newest, word), gap.remark.format(word=word), gap.question)


def _role(kit: Kit) -> RoleQuestions:
    return phrases().roles[kit.partner.role if kit.partner else "coach"]


def _quotation(talk: Talk, text: str, around: str) -> str:
    say = phrases()
    frame = say.quotation if text == talk.newest else say.earlier
    return frame.format(words=quote(text, around=around))


def first_of(words: tuple[str, ...], text: str) -> str | None:
    """Return the words of a text that the first of some triggers points at, or None."""
    return next(filter(None, (matched(word, text) for word in words)), None)


def _fresh(talk: Talk, frame: str, other: str) -> str:
    """Return a frame that the team has not heard before."""
    return other if talk.heard(frame.partition("{")[0]) else frame
