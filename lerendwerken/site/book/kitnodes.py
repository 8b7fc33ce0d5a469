"""One kit as document nodes. What a kit says is plain text: it becomes text nodes, never markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from docutils import nodes
from sphinx import addnodes

from lerendwerken.kit import Brief, Kit, KitQuestion, KitStep, Stance
from lerendwerken.messages import DEFAULT_LANGUAGE, LANGUAGES, N_, catalogue
from lerendwerken.site.book.fold import Fold, fold
from lerendwerken.site.words import WORDS

STANCES: dict[Stance, str] = {
    "vragen": N_("It asks questions and gives hints; the solution stays with the team."),
    "geen_advies": N_("It never recommends a choice; it looks for what the team has not seen yet."),
    "ideeen_laatst": N_("It may give ideas of its own, but only after the team's, and labelled as AI."),
}


def in_language(code: str) -> Callable[[str], str]:
    """Return the function that translates messages into the language of the book, whatever the terminal speaks."""
    return catalogue(code if code in LANGUAGES else DEFAULT_LANGUAGE).gettext


def paragraph(text: str, *classes: str) -> nodes.paragraph:
    """Return plain text as a paragraph; its line ends are kept by the style `lw-plain`."""
    return nodes.paragraph("", text, classes=["lw-plain", *classes])


def labelled(label: str, text: str, *classes: str) -> nodes.paragraph:
    """Return a paragraph that opens with a label."""
    return nodes.paragraph("", "", nodes.strong("", label), nodes.Text(f" {text}"), classes=["lw-plain", *classes])


def bullets(items: Iterable[Iterable[nodes.Node]], *classes: str) -> nodes.bullet_list:
    """Return a list of items."""
    return nodes.bullet_list("", *(nodes.list_item("", *item) for item in items), bullet="-", classes=list(classes))


class KitPage:
    """Draws the page of one kit.

    Args:
        slug: folder name of the kit.
        kit: the kit.
        language: language of the book, such as `nl`.
        moments: what the organisation calls its moments, by their fixed key.
    """

    def __init__(self, slug: str, kit: Kit, *, language: str, moments: Mapping[str, str]) -> None:
        self.slug = slug
        self.kit = kit
        self.moment = moments[kit.moment]
        self.translate = in_language(language)

    def page(self) -> nodes.section:
        """Return the whole page as one section."""
        kit = self.kit
        return self.section(
            kit.title,
            self.slug,
            paragraph(kit.purpose, "lw-lead"),
            self.facts(),
            self.step_line(),
            *self.start(),
            *self.before(),
            *self.steps(),
            *self.partner(),
            *self.why(),
        )

    def card(self) -> list[nodes.Node]:
        """Return what the catalogue shows of the kit: title with link, purpose, and the main facts."""
        link = addnodes.pending_xref(
            "",
            nodes.inline("", self.kit.title, classes=["lw-card-title"]),
            refdomain="std",
            reftype="doc",
            reftarget=f"/kits/{self.slug}",
            refexplicit=True,
            refwarn=False,
        )
        facts = " · ".join((self.moment, self.minutes(self.kit.minutes), *self.role()))
        return [nodes.paragraph("", "", link), paragraph(self.kit.purpose), paragraph(facts, "lw-quiet")]

    def section(self, title: str, name: str, *children: nodes.Node) -> nodes.section:
        """Return a section whose anchor is the kit's slug and a name."""
        anchor = nodes.make_id(name if name == self.slug else f"{self.slug}-{name}")
        return nodes.section("", nodes.title("", title), *children, ids=[anchor], names=[anchor])

    def minutes(self, count: int) -> str:
        """Return a number of minutes in words."""
        _ = self.translate
        return _("{count} minutes").format(count=count)

    def role(self) -> list[str]:
        """Return the role of the partner, if the kit has one."""
        _ = self.translate
        return [_("partner: {role}").format(role=self.word("role", self.kit.partner.role))] if self.kit.partner else []

    def word(self, kind: str, code: str) -> str:
        """Return the words for a fixed code in the kit."""
        return self.translate(WORDS[kind].get(code, code))

    def facts(self) -> nodes.definition_list:
        """Return the facts that help a team to choose."""
        _ = self.translate
        rows = {
            _("Moment"): self.moment,
            _("Time"): self.minutes(self.kit.minutes),
            _("Sparring partner"): self.word("role", self.kit.partner.role) if self.kit.partner else _("none"),
            _("Strengthens"): ", ".join(self.word("strength", strength) for strength in self.kit.strengths),
            _("Themes"): ", ".join(self.word("challenge", theme) for theme in self.kit.themes),
        }
        items = [
            nodes.definition_list_item("", nodes.term("", name), nodes.definition("", nodes.paragraph("", value)))
            for name, value in rows.items()
            if value
        ]
        return nodes.definition_list("", *items, classes=["lw-facts"])

    def step_line(self) -> nodes.enumerated_list:
        """Return all steps in a line, each with its minutes and a link to its place on the page."""
        items = []
        for step in self.kit.steps:
            anchor = nodes.make_id(f"{self.slug}-{step.id}")
            link = nodes.reference("", step.title, internal=True, refid=anchor)
            time = nodes.inline("", self.short(step.minutes), classes=["lw-minutes"])
            items.append(nodes.list_item("", nodes.paragraph("", "", link, nodes.Text(" "), time)))
        return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".", classes=["lw-steps"])

    def short(self, count: int) -> str:
        """Return a number of minutes as short as it gets."""
        _ = self.translate
        return _("{minutes} min").format(minutes=count)

    def start(self) -> Iterator[nodes.Node]:
        """Yield how a team gets the kit's empty form."""
        _ = self.translate
        yield labelled(_("Get the empty form:"), "")
        command = f"lerendwerken answers {self.slug}"
        yield nodes.literal_block(command, command, language="console")

    def before(self) -> Iterator[nodes.Node]:
        """Yield what the team brings along."""
        _ = self.translate
        if self.kit.situation:
            yield self.section(_("What you bring"), "vooraf-weten", self.questions(self.kit.situation))

    def steps(self) -> Iterator[nodes.Node]:
        """Yield the steps, each with its text, its reason and the notes for the facilitator."""
        _ = self.translate
        parts = [self.step(number, step) for number, step in enumerate(self.kit.steps, start=1)]
        yield self.section(_("The steps"), "stappen", *parts)

    def step(self, number: int, step: KitStep) -> nodes.section:
        """Return one step."""
        _ = self.translate
        marks = [self.short(step.minutes), *([_("optional")] if step.optional else [])]
        content: list[nodes.Node] = [paragraph(" · ".join(marks), "lw-quiet", "lw-step-time"), paragraph(step.text)]
        if step.why:
            content.append(labelled(_("Why this step:"), step.why, "lw-why"))
        if step.questions:
            content.append(fold(_("The questions"), self.questions(step.questions), kind="questions"))
        content += self.facilitation(step)
        return self.section(f"{number}. {step.title}", step.id, *content)

    def facilitation(self, step: KitStep) -> list[Fold]:
        """Return the notes for the facilitator, folded; empty when there are none."""
        _ = self.translate
        notes: list[nodes.Node] = [paragraph(step.facilitator)] if step.facilitator else []
        if step.mistakes:
            items = [[labelled(mistake.mistake, ""), paragraph(mistake.question)] for mistake in step.mistakes]
            notes += [paragraph(_("Common mistakes, and the question that helps:")), bullets(items, "lw-mistakes")]
        return [fold(_("For the facilitator"), *notes, kind="facilitator")] if notes else []

    def questions(self, questions: Iterable[KitQuestion]) -> nodes.bullet_list:
        """Return questions as a list, each with its help, its choices and whether it is published."""
        return bullets(([paragraph(q.question), *self.question_notes(q)] for q in questions), "lw-questions")

    def question_notes(self, question: KitQuestion) -> Iterator[nodes.Node]:
        """Yield what helps to answer a question."""
        _ = self.translate
        if question.help:
            yield paragraph(question.help, "lw-quiet")
        if question.choices:
            yield paragraph(_("Choose: {choices}.").format(choices=", ".join(question.choices)), "lw-quiet")
        if question.example:
            yield paragraph(_("For example: {example}").format(example=question.example), "lw-quiet")
        yield paragraph(_("Goes into the record.") if question.published else _("Private."), "lw-quiet")

    def partner(self) -> Iterator[nodes.Node]:
        """Yield what the sparring partner is asked to do."""
        _ = self.translate
        brief: Brief | None = self.kit.partner
        if brief is None:
            return
        turns = _("It replies at most {turns} times.").format(turns=brief.turns)
        yield self.section(
            _("What the sparring partner does"),
            "sparringpartner",
            labelled(_("Role:"), self.word("role", brief.role)),
            paragraph(brief.task),
            paragraph(f"{_(STANCES[brief.stance])} {turns}"),
        )

    def why(self) -> Iterator[nodes.Node]:
        """Yield why the kit is built as it is, its sources, and who made it."""
        _ = self.translate
        yield self.section(_("Why this kit works this way"), "waarom", paragraph(self.kit.why))
        if self.kit.sources:
            yield self.section(_("Sources"), "bronnen", bullets(([self.source(*s)] for s in self.sources()), "lw-sources"))
        made = _("Version {version}, made by {author}, licence {licence}.")
        yield paragraph(
            made.format(version=self.kit.version, author=self.kit.author, licence=self.kit.licence), "lw-quiet", "lw-made"
        )

    def sources(self) -> list[tuple[str, str | None]]:
        """Return title and address of each source."""
        return [(source.title, source.url) for source in self.kit.sources]

    def source(self, title: str, url: str | None) -> nodes.paragraph:
        """Return one source, with a link when it has an address."""
        return nodes.paragraph("", "", nodes.reference("", title, refuri=url, internal=False)) if url else paragraph(title)
