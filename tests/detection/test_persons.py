"""Persons: what is found, and what only looks like a name. All texts and persons are fictional."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lerendwerken.detection import WHYS, Detector, Roster
from lerendwerken.detection.persons import Persons

from .marking import growth

MARK = re.compile(r"⟦([^⟧|]*)⟧")


def marked_again(marked: str, roster: tuple[str, ...] = ()) -> str:
    """Return a marked text with the marks of the detector instead of its own; only persons are marked."""
    text = MARK.sub(r"\1", marked)
    parts, at = [], 0
    for span in Detector(Roster(roster)).find(text):
        if span.label == "PERSOON":
            parts += [text[at : span.start], f"⟦{text[span.start : span.end]}⟧"]
            at = span.end
    return "".join([*parts, text[at:]])


@pytest.mark.parametrize(
    "marked",
    [
        "Ik heb ⟦Sanne⟧ gevraagd om het rooster te maken.",
        "⟦Sanne de Vries⟧ heeft het rooster gemaakt.",
        "⟦Anna-Lena⟧ en ⟦Jan-Willem van der Zee⟧ doen mee.",
        "Gisteren belde ⟦Pieter van den Berg-Jansen⟧ over de factuur.",
        "⟦Maria José da Silva⟧ is ziek.",
        "⟦Eefje 't Hooft⟧ komt later.",
        "Het contract van ⟦Bart Op 't Veld⟧ loopt af.",
        "Volgens ⟦Mohammed el Bouazzaoui⟧ klopt de telling niet.",
        "⟦Fatma Yıldırım⟧ en ⟦Ayşe Demir⟧ wisselen van dienst.",
        "Overleg met ⟦Nguyen Thi Lan⟧ en ⟦Li Wei⟧.",
        "⟦Oleksandr Kovalenko⟧ spreekt met ⟦Svitlana⟧ Oekraïens.",
        "⟦Agnieszka Wiśniewska⟧ heeft de sleutel.",
        "⟦Tesfay Gebremedhin⟧ werkt op dinsdag.",
        "⟦Kwame Boateng⟧ tekent voor ontvangst.",
        "⟦Radjesh Ramdin⟧ belde drie keer.",
        "⟦João Gonçalves⟧ en ⟦Iñaki Etxeberria⟧ zijn nieuw.",
        "De dienst van ⟦Tjitske⟧ en ⟦Sjoerdtsje⟧ is geruild.",
        "⟦Ömer Çelik⟧, ⟦Zoë⟧ en ⟦François⟧ zitten in groep 4.",
        "Ik mis ⟦Daniëlle O'Brien⟧ op de lijst.",
        "Vandaag stond ⟦Muhammed Yusuf Karadağ⟧ weer voor de deur.",
        "⟦Dragana Petrović⟧ heeft haar pas verloren.",
        "⟦Ahmad Shah Noorzai⟧ wacht op een tolk.",
        "⟦Giovanni Bianchi⟧ kookt vrijdag.",
        "⟦Ingeborg Müller-Lüdenscheidt⟧ is onze contactpersoon.",
        "⟦Truus⟧ haar fiets staat voor de deur.",
        "⟦Roos van Dijk⟧ stuurde een appje.",
        "Het was ⟦Wil Bakker⟧ die het zag.",
        "⟦Storm de Wit⟧ zit in groep 3.",
        "Ik vroeg ⟦Joy⟧ en ⟦Grace⟧ ook nog.",
        "⟦Chantal⟧, ⟦Priscilla⟧, ⟦Kevin⟧ en ⟦Rodney⟧ zijn er morgen niet.",
    ],
)
def test_known_names_are_found_whole(marked: str) -> None:
    """Names of many origins are found with all given names, tussenvoegsels and double surnames."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Mevrouw ⟦Kwik⟧ belt elke dag.",
        "mevrouw ⟦van der Plas⟧ wil haar geld terug",
        "Mevr. ⟦A.B. Zwartendijk⟧ heeft gebeld.",
        "Dhr. ⟦Bakker⟧ en mw. ⟦Visser⟧ wonen samen.",
        "de heer ⟦De Wit⟧ stuurde een brief",
        "De heer ⟦Drs. P. Koning⟧".replace("⟦Drs. P. Koning⟧", "drs. ⟦P. Koning⟧"),
        "Prof. dr. ⟦H.J. ten Cate⟧ gaf een lezing.",
        "ir. ⟦K. Ouwehand⟧ keurde het af",
        "Meester ⟦Groen⟧ en juf ⟦Roos⟧ staan voor groep 5.",
        "Zuster ⟦Bernadetta⟧ heeft nachtdienst.",
        "Dokter ⟦Storm⟧ is er niet.",
        "Fam. ⟦Van Leeuwen⟧ klaagt over geluid.",
        "de familie ⟦Ouali⟧ wacht al een maand",
        "Ome ⟦Gerrit⟧ en tante ⟦Toos⟧ komen kijken.",
        "meneer ⟦jansen⟧ heeft weer gebeld",
        "mw ⟦de groot⟧ wil een andere kamer",
        "dhr. ⟦el amrani⟧ is niet thuis",
        "mevr ⟦bakker⟧ was boos",
        "Wethouder ⟦Kramer⟧ was erbij.",
        "Betaling t.n.v. ⟦M. Kaya⟧ ontvangen.",
        "Ter attentie van mevrouw ⟦Smit⟧.",
        "MEVROUW ⟦DE JONG⟧ HEEFT GEBELD OVER DE LEKKAGE",
    ],
)
def test_names_after_titles_are_found(marked: str) -> None:
    """After a form of address or a title any name is one, the title stays outside."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Collega ⟦Ydwer⟧ nam de telefoon op.",
        "Onze planner ⟦Gwendolijn⟧ is op vakantie.",
        "cliënt ⟦B. Sewnarain⟧ weigert medicatie",
        "Leerling ⟦Jaydon⟧ was weer te laat.",
        "Haar dochter ⟦Eline⟧ belde vanmorgen.",
        "De buurvrouw, ⟦Corrie⟧, heeft de sleutel.",
        "Uitvoerder ⟦Tinus Hoekman⟧ kwam langs.",
        "Stagiaire ⟦Noor⟧ mag alleen meekijken.",
        "Teamleider ⟦Abdelhak⟧ heeft het goedgekeurd.",
        "Met de ouders van ⟦Sverre⟧ is gebeld.",
        "De voorzitter (⟦Wubbo⟧) sluit de vergadering.",
    ],
)
def test_names_beside_roles_are_found(marked: str) -> None:
    """A name after the word for a person in a role is found."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦J. Bos⟧ belde over het bos.",
        "Aanvraag van ⟦P.C. van 't Hoff⟧.",
        "⟦Th. de Waard⟧ en ⟦Chr. Blom⟧ waren afwezig.",
        "Getekend: ⟦A.M.H. Verschuren-de Bruijn⟧",
        "⟦DE HAAS, W.F.⟧ heeft betaald",
        "Op naam van ⟦Jansen, P.J.⟧ staat niets.",
        "⟦R. Kromodikoro⟧ haalt 98 procent.",
        "pakket voor ⟦m. scholtens⟧ staat beneden",
    ],
)
def test_surnames_with_initials_are_found(marked: str) -> None:
    """Initials make a name of the surname that follows or precedes them."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "ik zei tegen ⟦dewi⟧ en ⟦naima⟧ dat het kan",
        "vroeg aan ⟦fatima⟧ of ze wilde ruilen",
        "⟦jeroen⟧ komt straks even langs",
        "kan ⟦sanne de vries⟧ morgen inspringen?",
        "ik en ⟦kees⟧ doen de vroege dienst",
        "hoi met ⟦tjitske⟧, ben ik te laat?",
        "groetjes ⟦marloes⟧",
        "heb met ⟦mark⟧ gesproken over de planning",
        "⟦wilma verhoeven⟧ heeft gebeld",
        "collega ⟦roos⟧ is ziek",
        "de map van ⟦ahmed el idrissi⟧ ligt op tafel",
        "⟦joost⟧ en ⟦amira⟧ plakken de stickers",
        "@⟦bas⟧ kijk jij even",
        "volgens ⟦priya⟧ is het opgelost",
        "ik weet niet of ⟦thijs⟧ dat wil",
        "⟦hans⟧ zegt dat ⟦ingrid⟧ het weet",
    ],
)
def test_names_in_small_letters_are_found(marked: str) -> None:
    """Names typed without capitals are found; names that are words too only after a cue."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "Groet,\n⟦Xandra⟧",
        "Met vriendelijke groet,\n\n⟦Berend-Jan Oostra⟧\nteamleider Zorg",
        "Groetjes ⟦Puck⟧",
        "Van: ⟦Lobke Haveman⟧\nAan: ⟦Tijn Wierda⟧\nOnderwerp: rooster",
        "[10:32] ⟦Ravi⟧: heb jij de sleutel?\n[10:33] ⟦Sanne⟧: ja",
        "@⟦Ewout⟧ kun jij kijken?",
        "Beste ⟦Evelien⟧, dank voor je bericht.",
        "Hoi ⟦Storm⟧, tot morgen!",
        "⟦Ton⟧ en ik doen de overdracht samen.",
        "Ik en ⟦Floor⟧ hebben getekend.",
        "⟦Bart⟧s team is groter dan ⟦Sefa⟧'s team.",
        "⟦Kees⟧' rooster botst met dat van mij.",
        "- actie: ⟦Youssef⟧ zoekt uit of het kan",
        "Actiehouder: ⟦Merel⟧",
        "Aanwezig: ⟦Gea⟧, ⟦Hinke⟧, ⟦Wopke⟧ en ⟦Sjuul⟧",
    ],
)
def test_names_stand_where_mails_and_lists_put_them(marked: str) -> None:
    """Signatures, headers, chats, mentions, greetings, owners and lists show a name."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "marked",
    [
        "⟦Ingrid Jansen⟧ is ziek. ⟦Jansen⟧ komt maandag terug, ⟦ingrid⟧ belde zelf.",
        "Mevrouw ⟦Mol⟧ klaagde. Daarna heeft ⟦Mol⟧ opgehangen.",
        "⟦Siebrand v.d. Meulen⟧ wil foto's. ⟦Siebrand⟧ was niet blij.",
        "Collega ⟦Zwieneke⟧ belt, want ⟦Zwieneke⟧ kent de wijk.",
    ],
)
def test_a_name_found_once_is_found_again(marked: str) -> None:
    """Other forms of a name that was found in the same text are found too."""
    assert marked_again(marked) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Het Van Gogh Museum is maandag dicht.",
        "Door de Wet van Dam kan dat niet meer.",
        "We gaan naar het Anne Frank Huis.",
        "Bij de Albert Heijn staan ze in de rij.",
        "Philips levert de lampen en Bosch het gereedschap.",
        "De Jan van Schaffelaarstraat is opgebroken.",
        "Het Erasmus MC stuurt brieven op papier.",
        "Jenkins draait nog op de oude server.",
        "De sander staat bij de reparatie.",
        "De zaak speelt half mei en loopt door tot jan. 2026.",
        "'Frank en vrij zeggen wat je ziet' hangt aan de muur.",
        "De bakker levert om zes uur, de slager om acht uur.",
        "De visser, de boer en de molenaar staan op de poster.",
        "Stichting De Roos betaalt de huur.",
        "Bakker BV en Jansen Transport hebben getekend.",
        "De firma Jansen levert het hout.",
        "[PERSOON-1] heeft gebeld met [PERSOON-2].",
        "Team Groen en afdeling Inkoop werken samen.",
        "Zorg & Welzijn, Vergunningen en Burgerzaken hebben elk een lijst.",
        "Elke maandag begint de week met een overleg.",
        "Wil je de planning van week 12 sturen?",
        "Max. 30 personen in de kantine.",
        "Mark de vakken met tape.",
        "Roos is een mooie kleur voor de muur.",
        "Storm en regen zorgden voor vertraging.",
        "Ben je morgen op kantoor?",
        "Door de storing ging alles mis.",
        "We gebruiken Jira, Confluence en Microsoft Teams.",
        "Volgens Thorbecke was het eenvoudiger.",
        "We lazen over Florence Nightingale en haar grafieken.",
        "Jan Modaal verdient meer.",
        "In Amsterdam, Hattem en Oud-Beijerland is dat anders.",
        "De Nederlandse en de Turkse school vieren feest.",
        "Sinterklaas valt op zaterdag, Koningsdag op maandag.",
        "Een Ishikawa-diagram en een Gantt-planning.",
        "De Julia-scripts zijn vervangen door Python.",
        "Meneer of mevrouw zeggen onze leerlingen niet meer.",
        "Root cause: niemand is owner van de business case.",
        "De klantenservice, het magazijn en de balie sluiten om vijf uur.",
        "elke dag stuurt de server een mail",
        "met alleen een scanner red je het niet",
        "die collega wil dat wel",
        "de mol zit weer in de tuin",
        "ik ben er morgen en dan kan ik het pas zien",
        "bel anders even met de balie",
        "ze koos voor de andere maat",
        "het oude deel van de roos is dood",
        "ALLE LADDERS MOETEN VOOR VRIJDAG GEKEURD ZIJN",
        "LET OP: DE POORT IS DICHT NA ZES UUR",
        "Maandag 9 februari ging het mis in Venlo.",
        "Zie bijlage B. Planning volgt later.",
        "De Rabobank en de ING vragen een kopie.",
        "Piet Snot stond weer voor de deur.",
        "De Volkskrant en het AD schreven erover.",
        "De Johan Cruijff Arena is groot.",
        "Basisschool Prinses Amalia is verbouwd.",
        "Verpleeghuis Sint Jozef zoekt personeel.",
        "Hotel Van der Valk heeft plek.",
        "Wie wil het doen? Niemand. Toch gaat het door.",
        "Cliënt, bewoner en familie zijn gehoord.",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    """Organisations, places, tools, laws, public figures and ordinary words stay as they are."""
    assert marked_again(text) == text


@pytest.mark.parametrize(
    ("roster", "marked"),
    [
        (("Mei", "Roos", "Wil"), "Ik zag dat ⟦Roos⟧ in mei drie keer de late dienst ruilde."),
        (("Wil", "Bas"), "Wil je dat de bas in de aula zachter kan?"),
        (("Frank",), "'Frank en vrij zeggen wat je ziet' hangt aan de muur."),
        (("Frank", "Bram"), "⟦Frank⟧ zegt dat ⟦Bram⟧ het weet."),
        (("Sander",), "Een nieuwe sander staat op de planning, zegt ⟦Sander⟧."),
        (("Max", "Ton", "Flip"), "Max. 30 personen, het kost een ton en de flip-over staat er."),
        (("Grace", "Joy", "Bob"), "De bob rijdt en de grace period loopt af."),
        (("Zwieneke Ploegmans",), "⟦zwieneke⟧ en ⟦Ploegmans⟧ zijn dezelfde."),
        (("Jan", "Ria"), "In jan. 2026 begint ⟦Ria⟧."),
        (("Merel",), "⟦Merel⟧ zag gisteren een merel in de tuin."),
        (("Li Wei",), "⟦Li Wei⟧ draait de piketdienst."),
        (("Storm",), "Na de storm belde ⟦Storm⟧ meteen."),
        (("Iris",), "De iris-scan doet het niet en afdeling Iris is dicht."),
        (("Dirk",), "Bij de Dirk is de melk op, zegt ⟦Dirk⟧."),
        (("Ton",), "Ton na ton werd gelost. aan ⟦ton⟧ is niets gevraagd"),
        (("Bas",), "⟦bas⟧ is ziek"),
        (("Kees",), "Jan en alleman mag erbij, ook ⟦Kees⟧."),
        (("Ruby",), "We bouwen in Ruby en Python."),
        (("Lisa Groen",), "Het sein staat op groen en team Groen rijdt."),
        (("Mark",), "Mark je wijzigingen geel. ⟦Mark⟧ vindt dat fijn."),
        (("李伟",), "Vraag het ⟦李伟⟧ even."),
    ],
)
def test_the_roster_is_found_but_not_its_words(roster: tuple[str, ...], marked: str) -> None:
    """Names of the team are found; where they are typed as the words that they are too, they stay."""
    assert marked_again(marked, roster) == marked


def test_every_find_tells_how_it_was_seen() -> None:
    """Each find has one of the known reasons."""
    text = "Beste Roos, mevrouw Mol en J. Bos spraken sanne. Mol was boos."
    spans = Detector(Roster(["Sanne"])).find(text)
    assert {span.why for span in spans} <= set(WHYS)
    assert len({span.why for span in spans}) > 3


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str, roster: list[str]) -> None:
    """Whatever is typed, the finds lie within the text and never overlap."""
    at = 0
    for span in Detector(Roster(roster)).find(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


NAMES = "Jan jan de van der Mevrouw mw. J. P.C. Bakker 't en , : @ Sanne's zei Ömer - ( ANNA v.d. o Museum ."
NAMELIKE = st.sampled_from([*NAMES.split(), "\n", "\0"])


@given(st.lists(NAMELIKE, max_size=30), st.sampled_from([" ", "", "  "]))
@settings(max_examples=300, deadline=None)
def test_any_row_of_names_is_read(parts: list[str], space: str) -> None:
    """Names, particles and signs in any order are read, and the finds never overlap."""
    text, at = space.join(parts), 0
    for span in Detector(Roster(["Sanne"])).find(text):
        assert at <= span.start < span.end <= len(text)
        at = span.end


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A.",
        "-a",
        "A ",
        "van ",
        "Jan de ",
        "jan en ",
        "'",
        "\n",
        "groet ",
        "Vraag van Sanne aan mevrouw Van der Plas: wie belt J. Bos?\n",
    ],
)
def test_no_row_of_signs_takes_long(unit: str) -> None:
    """Twice as many times the same sign or line takes no more than about twice the time, however it is joined."""
    assert growth(lambda text: list(Persons(Roster([])).find(text)), unit) < 4
