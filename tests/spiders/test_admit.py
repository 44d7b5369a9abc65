"""Which entries are worth a request."""

import time
from dataclasses import replace
from urllib.parse import quote

import pytest

from models import knowledge
from models.source import Source
from spiders import admit
from spiders.entry import Entry
from tests.spiders import make

ENTRY = Entry(url="https://example.org/IT4LIA-x", title="Η Ελλάδα", teaser="Straße ÜBER alles")
# What makes a factory one of AI, in the languages' own words and letters.
_AI = frozenset({"ai", "ia", "ki", "ti", "di", "mi", "si", "ui", "yz", "ии", "τν"})
_AI_STEMS = (
    *("artific", "dirbtin", "gervigreind", "inteli", "kunstig", "künstlich", "mesterség", "mākslīg", "tehisaru"),
    *("tehisintel", "tekoäly", "umel", "uměl", "umetn", "umjetn", "yapay", "изкуствен", "τεχνητ"),
)


def _general(language: str, *further: str) -> Source:
    return replace(make.source(language=language), general=True, languages=further)


def _asked(title: str, language: str, *, teaser: str = "", url: str = "https://example.org/1") -> bool:
    return admit.wanted(Entry(url=url, title=title, teaser=teaser), _general(language))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ((), True),
        (("it4lia",), True),
        (("ελλαδα",), True),
        (("STRASSE uber",), True),
        (("stra*",), True),
        (("nothing", "such"), False),
        (("stra",), False),
        (("rasse",), False),
        (("example",), False),
        (("ελλάδα strasse",), False),
    ],
)
def test_a_source_with_terms_of_its_own_is_asked_for_these(query: tuple[str, ...], wanted: bool) -> None:
    assert admit.wanted(ENTRY, make.source(query=query)) == wanted


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("bg", "Първата фабриката за изкуствен интелект отваря врати"),
        ("bg", "Нов суперкомпютър за София"),
        ("cs", "Ostrava získá továrnu na umělou inteligenci"),
        ("cs", "O českou AI továrnu je zájem"),
        ("da", "Danmark med i europæisk AI-fabrik"),
        ("de", "Stuttgart bekommt eine KI-Fabrik"),
        ("de", "Neuer SUPERRECHNER für Jülich"),
        ("el", "ΤΟ ΕΡΓΟΣΤΑΣΙΟ ΤΕΧΝΗΤΗΣ ΝΟΗΜΟΣΥΝΗΣ ΑΝΟΙΓΕΙ"),
        ("el", "Ο υπερυπολογιστής του Λαυρίου"),
        ("en", "Europe’s AI factories open their doors"),
        ("en", "Nine AI-Factory sites signed"),
        ("es", "Galicia tendrá una fábrica de IA"),
        ("es", "La factoría de inteligencia artificial de Barcelona"),
        ("et", "Eesti liitub tehisintellektitehasega"),
        ("et", "TI-tehas tuleb Soome"),
        ("fi", "Kajaanin tekoälytehtaan ovet avautuvat"),
        ("fi", "Supertietokonetta odotetaan"),
        ("fr", "Une usine d’IA en Île-de-France"),
        ("fr", "Les fabriques européennes d'intelligence artificielle"),
        ("hr", "Hrvatska dobiva tvornicu umjetne inteligencije"),
        ("hu", "MI-gyár épül Budapesten"),
        ("is", "Ísland fær gervigreindarverksmiðju"),
        ("it", "La fabbrica dell'IA di Bologna"),
        ("it", "Due fabbriche di intelligenza artificiale"),
        ("lt", "Vilniuje kuriamas dirbtinio intelekto fabrikas"),
        ("lv", "Latvijā top mākslīgā intelekta fabrika"),
        ("nl", "Groningen krijgt AI-fabriek"),
        ("no", "Norge søker om KI-fabrikk"),
        ("pl", "Druga fabryka sztucznej inteligencji w Polsce"),
        ("pl", "O fabryce AI w Krakowie"),
        ("pt", "Portugal quer uma fábrica de IA"),
        ("ro", "România va avea o fabrică de inteligență artificială"),
        ("ro", "O fabrica de inteligenta artificiala la Bucuresti"),
        ("sk", "Bratislava chce továreň na umelú inteligenciu"),
        ("sl", "Slovenska tovarna umetne inteligence odpira vrata"),
        ("sv", "Linköping får en AI-fabrik"),
        ("tr", "Avrupa'nın YAPAY ZEKÂ FABRİKASI"),
        ("tr", "Yeni yapay zeka fabrikaları"),
    ],
)
def test_a_general_feed_is_asked_for_the_words_of_its_language(language: str, title: str) -> None:
    assert _asked(title, language)


@pytest.mark.parametrize("language", knowledge.languages())
@pytest.mark.parametrize(
    "title", ["IT4LIA", "Lumi-AI", "What EuroHPC pays", "BRAIN++ opens", "The AI Factory of Sofia", "JAIF, HammerHAI"]
)
def test_names_are_asked_for_in_every_language(language: str, title: str) -> None:
    assert _asked(title, language)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "How we use AI at work"),
        ("en", "The brain, explained"),
        ("en", "Car factory closes; AI stocks rise on Friday"),
        ("en", "Battery gigafactory delayed"),
        ("en", "A mimer of great talent"),
        ("el", "Ο φάρος της Πάτρας"),
        ("es", "La fábrica de coches cierra"),
        ("fr", "Une usine de voitures"),
        ("it", "Fabbriche chiuse ai turisti"),
        ("it", "La fabbrica di scarpe riparte, e in tutta la zona tornano lavoro e IA"),
        ("ro", "Faima lui a trecut granița"),
        ("hu", "Mi épül a gyár helyén?"),
        ("lv", "Ražotne slēgta"),
        ("sv", "Mimers brunn"),
        ("sl", "Tovarna avtomobilov"),
    ],
)
def test_other_news_is_left_alone(language: str, title: str) -> None:
    assert not _asked(title, language)


@pytest.mark.parametrize("code", knowledge.languages())
def test_what_the_reading_takes_for_an_ai_factory_is_asked_for(code: str) -> None:
    """A phrase that is added to a language's nouns must not lie behind a filter that does not know it."""
    nouns = knowledge.language(code).nouns
    phrases = {
        phrase.replace("*", "")
        for phrase in (*nouns["ai_factory"], *nouns["ai_factories"], *nouns["antenna"], *nouns["antennas"])
        if len(words := phrase.replace("*", "").split()) > 1
        and (_AI & set(words) or any(word.startswith(_AI_STEMS) for word in words))
    }

    assert phrases
    assert [phrase for phrase in sorted(phrases) if not _asked(phrase, code)] == []


def test_every_factory_is_asked_for_by_one_of_its_names() -> None:
    # "HEARTS", "CALYPSO" and "FAIMA" are words of their own: they count beside "AI".
    names = {factory.id: [known.text for known in factory.names] for factory in knowledge.factories().values()}

    assert {
        id_
        for id_, known in names.items()
        if not any(_asked(each, "en") for name in known for each in (name, f"{name} AI"))
    } == set()


@pytest.mark.parametrize(
    ("teaser", "url", "wanted"),
    [
        ("… an AI factory in Athens", "https://example.org/1", True),
        ("", "https://example.org/2025/ai-factory-in-athens.html", True),
        ("", "https://example.org/ai_factories?id=1", True),
        ("", f"https://example.org/{quote('εργοστάσιο-τεχνητής-νοημοσύνης')}", True),
        ("", "https://it4lia-aifactory.example/1", False),
        ("factory", "https://example.org/1", False),
    ],
)
def test_teaser_and_address_count_as_much_as_the_title_but_hosts_do_not(teaser: str, url: str, wanted: bool) -> None:
    assert _asked("News of AI", "el", teaser=teaser, url=url) == wanted


def test_a_site_in_several_languages_is_asked_for_the_words_of_each() -> None:
    entry = Entry(url="https://example.org/1", title="Tekoälytehdas avautuu")

    assert not admit.wanted(entry, _general("sv"))
    assert admit.wanted(entry, _general("sv", "fi"))


def test_terms_of_its_own_are_added_to_those_of_its_language() -> None:
    catalan = replace(_general("es"), query=("fàbriqu* .. IA",))

    assert admit.wanted(Entry(url="https://example.org/1", title="Les fàbriques d’IA"), catalan)
    assert admit.wanted(Entry(url="https://example.org/1", title="Una factoría de IA"), catalan)


@pytest.mark.parametrize(
    "text",
    [
        "fabbric" * 30_000,
        "fabbrica " * 25_000,
        "fabbrica a b " * 16_000,
        "gigafactory x x x " * 12_000,
        "ai " * 70_000,
        "+" * 200_000,
        "a\u0301" * 100_000,
        "\u0390" * 100_000,
    ],
)
def test_a_long_teaser_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()

    assert not _asked("", "it", teaser=text)

    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("url", "admitted"),
    [
        ("https://example.org/a", True),
        ("http://www.example.org/a", True),
        ("https://news.example.org/a", True),
        ("https://example.org.evil.net/a", False),
        ("https://badexample.org/a", False),
        ("https://example.org:8443/a", False),
        ("https://evil.net/?https://example.org/", False),
        ("https://example.org@evil.net/", False),
    ],
)
def test_a_source_leads_to_its_own_hosts(url: str, admitted: bool) -> None:
    assert admit.address(url, make.source(urls=("https://www.example.org/feed",))) == admitted


def test_a_pattern_takes_the_place_of_the_hosts() -> None:
    source = make.source(admit=r"^https://(a|b)\.example/.+-20\d\d")

    assert admit.address("https://b.example/x-2024", source)
    assert not admit.address("https://example.org/x-2024", source)
