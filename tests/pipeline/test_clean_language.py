"""The language of a page: what its words show, against what it declares."""

import pytest

from models import knowledge
from models.errors import NoText
from pipeline.cleaning import tongue
from tests.pipeline import pages

SENTENCES = {
    "bg": (
        "Общината реши да построи нова мелница на реката. Тя ще струва "
        "четиридесет милиона и не е ясно кой ще плати за нея."
    ),
    "cs": (
        "Město se rozhodlo, že postaví na řece nový mlýn. Bude stát čtyřicet "
        "milionů a zatím není jasné, kdo to zaplatí."
    ),
    "da": (
        "Byen har besluttet at bygge en ny mølle ved åen. Den kommer til at koste "
        "fyrre millioner, og ingen ved, hvem der skal betale."
    ),
    "de": (
        "Die Stadt hat beschlossen, am Fluss eine neue Mühle zu bauen. Sie wird "
        "vierzig Millionen kosten, und niemand weiß, wer zahlt."
    ),
    "el": (
        "Ο δήμος αποφάσισε να χτίσει έναν νέο μύλο στο ποτάμι. Θα κοστίσει σαράντα "
        "εκατομμύρια και κανείς δεν ξέρει ποιος θα πληρώσει."
    ),
    "en": (
        "The town has decided to build a new mill on the river. It will cost "
        "forty millions, and nobody knows who is to pay for it."
    ),
    "es": (
        "El ayuntamiento ha decidido construir un nuevo molino en el río. Costará "
        "cuarenta millones y nadie sabe quién los va a pagar."
    ),
    "et": (
        "Linn otsustas ehitada jõe äärde uue veski. See maksab nelikümmend "
        "miljonit ja keegi ei tea veel, kes selle eest maksab."
    ),
    "fi": (
        "Kaupunki on päättänyt rakentaa joelle uuden myllyn. Se maksaa neljäkymmentä "
        "miljoonaa, eikä kukaan vielä tiedä, kuka sen maksaa."
    ),
    "fr": (
        "La ville a décidé de construire un nouveau moulin au bord de la rivière. "
        "Il coûtera quarante millions et nul ne sait qui paiera."
    ),
    "hr": (
        "Grad je odlučio da će na rijeci sagraditi novi mlin. Stajat će četrdeset "
        "milijuna, a još nitko ne zna tko će to platiti."
    ),
    "hu": (
        "A város úgy döntött, hogy új malmot épít a folyó mellett. Negyven millióba "
        "fog kerülni, és még senki sem tudja, ki fizeti ki."
    ),
    "is": (
        "Bærinn hefur ákveðið að reisa nýja myllu við ána. Hún mun kosta fjörutíu "
        "milljónir og enginn veit enn hver á að borga fyrir hana."
    ),
    "it": (
        "Il comune ha deciso di costruire un nuovo mulino sul fiume. Costerà "
        "quaranta milioni e nessuno sa ancora chi li pagherà."
    ),
    "lt": (
        "Miestas nusprendė prie upės pastatyti naują malūną. Jis kainuos keturiasdešimt "
        "milijonų ir dar niekas nežino, kas už jį mokės."
    ),
    "lv": (
        "Pilsēta ir nolēmusi pie upes uzcelt jaunas dzirnavas. Tās maksās četrdesmit "
        "miljonus, un neviens vēl nezina, kas par tām maksās."
    ),
    "nl": (
        "De stad heeft besloten om aan de rivier een nieuwe molen te bouwen. Die gaat "
        "veertig miljoen kosten en niemand weet wie dat betaalt."
    ),
    "no": (
        "Byen har vedtatt å bygge en ny mølle ved elva. Den kommer til å koste "
        "førti millioner, og ingen vet ennå hvem som skal betale."
    ),
    "pl": (
        "Miasto zdecydowało, że zbuduje nad rzeką nowy młyn. Będzie on kosztował "
        "czterdzieści milionów i nikt nie wie, kto za to zapłaci."
    ),
    "pt": (
        "A câmara decidiu construir um novo moinho junto ao rio. Vai custar "
        "quarenta milhões e ainda ninguém sabe quem os vai pagar."
    ),
    "ro": (
        "Orașul a decis să construiască o nouă moară pe malul râului. Va costa "
        "patruzeci de milioane și nimeni nu știe cine va plăti."
    ),
    "sk": (
        "Mesto sa rozhodlo, že postaví na rieke nový mlyn. Bude stáť štyridsať "
        "miliónov a zatiaľ nie je jasné, kto to zaplatí."
    ),
    "sl": (
        "Občina se je odločila, da bo ob reki zgradila nov mlin. Stal bo štirideset "
        "milijonov in nihče še ne ve, kdo ga bo plačal."
    ),
    "sv": (
        "Staden har beslutat att bygga en ny kvarn vid ån. Den kommer att kosta "
        "fyrtio miljoner och ingen vet ännu vem som ska betala."
    ),
    "tr": (
        "Belediye nehrin kıyısına yeni bir değirmen yapmaya karar verdi. Değirmen kırk "
        "milyona mal olacak ve parayı kimin ödeyeceği belli değil."
    ),
}


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_two_sentences_show_their_language(language: str) -> None:
    assert tongue.shown(SENTENCES[language])[0] == language


@pytest.mark.parametrize("language", sorted(SENTENCES))
def test_a_page_that_declares_nothing_is_read_in_its_language(language: str) -> None:
    text = SENTENCES[language]

    assert pages.article(f"<h1>{text[:30]}</h1><p>{text}</p><p>{text} 2</p>").language == language


def test_every_language_that_is_read_has_its_words() -> None:
    assert sorted(SENTENCES) == sorted(knowledge.furniture())


def test_words_win_over_a_wrong_declaration_and_the_doubt_is_told() -> None:
    text = SENTENCES["pl"]
    article = pages.article(f"<html lang=en-US><h1>{text[:30]}</h1><p>{text}</p><p>{text} 2</p>")

    assert article.language == "pl"
    assert article.doubts == ("declares its language as en, its text reads as pl",)


def test_a_declaration_that_the_words_bear_out_leaves_no_doubt() -> None:
    for lang, language in (("nb-NO", "no"), ("de-AT", "de"), ("sl_SI", "sl"), ("gr", "el")):
        text = SENTENCES[language]
        article = pages.article(f"<html lang={lang}><h1>{text[:30]}</h1><p>{text}</p><p>{text} 2</p>")

        assert (article.language, article.doubts) == (language, ())


def test_a_short_text_is_believed() -> None:
    article = pages.article(
        "<html lang=da><h1>Ny mølle i Ribe</h1><p>Den nye mølle i Ribe åbner først til næste år.</p>"
    )

    assert (article.language, article.doubts) == ("da", ())


def test_what_is_given_is_believed() -> None:
    assert pages.article(f"<html lang=en><h1>A machine</h1>{pages.BODY}", language="sv").language == "sv"


def test_a_language_that_is_not_read_is_refused() -> None:
    russian = (
        "Город решил построить на реке новую мельницу. Она будет стоить сорок "
        "миллионов, и никто ещё не знает, кто за неё заплатит."
    )

    with pytest.raises(NoText, match="language that is not read"):
        pages.article(f"<html lang=ru><h1>{russian[:30]}</h1><p>{russian}</p><p>{russian} 2</p>")
