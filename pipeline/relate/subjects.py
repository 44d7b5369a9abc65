"""Who is spoken of: for each sentence, the factories, cohorts and the programme it may be about, and how we know."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from models.cohort import Cohort
from models.factory import Factory, FactoryKind
from pipeline.relate import groups, homes, kinds, unnamed
from pipeline.relate.hints import Hints
from pipeline.relate.scene import Mention, Scene, Sentence

PROGRAMME = "programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """One way in which a sentence may be about a subject. Without words of its own (a focus) `first` is -1."""

    subject: str
    how: str
    first: int = -1
    last: int = -1
    clause: int = -1
    cell: int = -1
    ago: int = -1
    """Sentences since the subject was last spoken of by name, place, host or machine; -1: never before, or here."""
    apart: bool = False
    """Whether that was in another block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The factories that an article names, and the group it is about."""

    factories: tuple[str, ...]
    """Ids in order of their first mention."""
    cohort: str
    antennas: str
    known: Mapping[str, Factory]
    cohorts: tuple[Cohort, ...]
    title: tuple[str, ...]
    """Those named in headline or standfirst."""
    sizes: Mapping[str, int]
    """How many members each group has: known, or as the article counts one that nobody knew before."""
    published: date | None
    star: str
    """The factory that the article is about: the only one of its title, else the one it names most; empty: none."""
    early: bool
    """Whether it was published before anything was selected: it speaks of no group."""
    hints: Hints
    """What was announced before of factories and groups."""
    homes: Mapping[str, str]
    """The countries that factories which nobody knew are named with most."""
    sited: Mapping[str, str]
    """The countries of the cities that such factories are named beside."""
    kinds: Mapping[str, FactoryKind]
    """What each factory that the article names is: known, or as it is told."""
    heard: date | None = None
    """The last selection of AI factories that was known before: since then some may have come of which nobody told."""
    told: frozenset[str] = frozenset()
    """The groups that nobody knew: of their selection we know what the article says, often no more than its month."""

    def kind(self, subject: str) -> FactoryKind:
        """What a factory is; one that nothing tells of is an AI factory."""
        return self.known[subject].kind if subject in self.known else self.kinds.get(subject, "ai_factory")

    def home(self, subject: str) -> str:
        """A factory's country; empty where nothing tells."""
        if subject in self.known:
            return self.known[subject].country
        return self.homes.get(subject, "")

    def in_country(self, country: str) -> tuple[str, ...]:
        """The article's factories that are known to stand in a country."""
        return tuple(one for one in self.factories if one in self.known and self.known[one].country == country)

    def group_of(self, subject: str) -> str:
        """The group that a factory was selected with; empty where nobody knows."""
        return self.known[subject].cohort if subject in self.known else ""


def is_group(subject: str) -> bool:
    """Whether a subject is a cohort or the programme, and no single factory."""
    return subject == PROGRAMME or subject.startswith("cohort:")


def cast(scene: Scene, known: Mapping[str, Factory], cohorts: Iterable[Cohort], hints: Hints) -> Cast:
    """The article's cast. `known` and `cohorts` are what was known on the day that the reading assumes."""
    said = scene.article.published
    cohorts = tuple(cohorts)
    early = said is not None and any(cohorts) and said < min(one.selected_on for one in cohorts)
    kind_of = kinds.of(scene, known)
    told = groups.told(scene, cohorts, kind_of)
    cohorts = tuple(one for one in cohorts if said is None or one.selected_on <= said)  # nobody speaks of later ones
    heard = max((one.selected_on for one in cohorts if one.what == "ai_factory"), default=None)
    named = [mention.value for mention in scene.of("factory")]
    title = {
        mention.value
        for sentence in scene.sentences
        if scene.block(sentence).kind in ("title", "standfirst")
        for mention in sentence.of("factory")
    }
    star = _star(named, title)
    cohorts = (*cohorts, *told)
    cohorts = (*cohorts, *(() if early else groups.announced(scene, cohorts)))
    newcomers = {one for one in (star, *title) if one and not _placed(one, known)}
    cohorts = (*cohorts, *(() if early else groups.fresh(scene, cohorts, newcomers)))
    cohorts = tuple(sorted(cohorts, key=lambda one: one.selected_on))
    cohort = "" if early else _main_cohort(named, known, cohorts, scene.article.published, "ai_factory")
    sizes = {one.id: one.members for one in cohorts if one.members}
    if cohort and cohort not in sizes and (counted := _counted_first(scene, cohort)):
        sizes[cohort] = counted
    unknown = {one for one in named if one not in known}
    sited = homes.by_city(scene, unknown, known)
    return Cast(
        factories=tuple(dict.fromkeys([*named, *(() if early else unnamed.told(scene, known, set(named)))])),
        cohort=cohort,
        sizes=sizes,
        antennas=_main_cohort(named, known, cohorts, scene.article.published, "antenna"),
        known=known,
        cohorts=cohorts,
        title=tuple(one for one in dict.fromkeys(named) if one in title),
        published=scene.article.published,
        star=star,
        early=early,
        hints=hints,
        homes={**homes.by_country(scene, unknown), **sited, **homes.by_code(scene, unknown)},
        sited=sited,
        kinds=kind_of,
        heard=heard,
        told=frozenset(one.id for one in told),
    )


def _star(named: list[str], title: set[str]) -> str:
    if len(title) == 1:
        return next(iter(title))
    ranked = Counter(one for one in named if not title or one in title).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]) else ""


def _placed(factory: str, known: Mapping[str, Factory]) -> bool:
    """Whether it is known with which group a factory was selected."""
    return factory in known and bool(known[factory].cohort)


def _counted_first(scene: Scene, cohort: str) -> int:
    """The first count of new AI factories, as its newest group is what an article tells of first; 0: none.

    What is counted of another month, or of all together, is not this group.
    """
    for sentence in scene.sentences:
        if not sentence.cued("cue:further", *groups.CHOSEN) or sentence.cued("cue:first", "cue:total"):
            continue
        if any(
            len(one.value) >= groups.MONTH and one.value[: groups.MONTH] not in cohort for one in sentence.of("date")
        ):
            continue
        for number, noun in groups.counting(sentence):
            counted = int(float(number.value)) + groups.leaves_one_out(sentence, number)
            if 1 < counted <= groups.MOST_FACTORIES and noun.label not in groups.ANTENNAS:
                return counted
    return 0


def cohort_of(cast: Cast, what: str, members: int | None, *, first: bool, further: bool) -> str:
    """The group that words like "the first seven", "six more" or "the thirteen antennas" speak of."""
    alike = [one for one in cast.cohorts if one.what == what]
    fitting = [one for one in alike if members is None or cast.sizes.get(one.id) == members]
    if not fitting and not first:
        fitting = [one for one in alike if not one.members]  # nobody knew how many they are
    said = [one for one in fitting if cast.published is None or one.selected_on <= cast.published]
    if members is None and not first and not further:
        return cast.antennas if what == "antenna" else cast.cohort
    if first and not further and alike and (members is None or (said and alike[0].members == members)):
        return alike[0].id
    if said:
        return said[-1].id
    if members is not None and further and cast.published is not None and not cast.early:
        return f"cohort:{cast.published:%Y-%m}" + ("-antennas" if what == "antenna" else "")
    return cast.antennas if what == "antenna" else cast.cohort


def references(scene: Scene, cast: Cast) -> tuple[tuple[Reference, ...], ...]:
    """For each sentence what it may be about, explicit mentions first."""
    heading: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    described_before: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    opened: tuple[int, str] = (-1, "")
    group_before: str = ""
    spoken: dict[str, tuple[int, int]] = {}
    by_place = [tuple(_described(sentence, cast)) for sentence in scene.sentences]
    topic = _topic(scene, by_place)
    found = []
    for sentence in scene.sentences:
        block = scene.block(sentence)
        explicit = [_at(mention, mention.value, "explicit") for mention in sentence.of("factory")]
        own = {one.subject for one in explicit}
        described = [one for one in by_place[sentence.index] if one.subject not in own]
        spoken_of = list(_groups(sentence, cast))
        focus = [
            _unworded(subject, how, spoken.get(subject), sentence)
            for how, subjects in (
                ("heading", heading if len(heading) == 1 else ()),
                ("previous", before),
                ("previous_described", described_before),
                ("beside", beside),
                ("opened", (opened[1],) if opened[0] == sentence.block and opened[1] else ()),
                ("title", cast.title if len(cast.title) == 1 else ()),
                ("topic", (topic,) if topic else ()),
            )
            for subject in subjects
            if subject not in own
        ]
        if len(cast.factories) == 1 and cast.factories[0] not in own:
            focus.append(_unworded(cast.factories[0], "sole", spoken.get(cast.factories[0]), sentence))
        if group_before and not spoken_of:
            spoken_of.append(Reference(subject=group_before, how="group_before"))
        if not any(one.subject == cast.cohort for one in spoken_of) and cast.cohort:
            spoken_of.append(Reference(subject=cast.cohort, how="group_title"))
        if not any(one.subject == cast.antennas for one in spoken_of) and cast.antennas:
            spoken_of.append(Reference(subject=cast.antennas, how="antennas_title"))
        if not any(one.subject == PROGRAMME for one in spoken_of):
            spoken_of.append(Reference(subject=PROGRAMME, how="programme_silent"))
        found.append((*explicit, *described, *focus, *spoken_of))
        spoken |= {one.subject: (sentence.index, sentence.block) for one in (*explicit, *described)}
        if block.kind == "heading":
            heading = tuple(dict.fromkeys(one.subject for one in explicit or described))
            before, described_before = (), ()
        elif explicit:
            before, described_before = (explicit[-1].subject,), ()
        elif described:
            described_before = (described[-1].subject,)
        beside = tuple(dict.fromkeys(one.subject for one in (*explicit, *described)))
        if opened[0] != sentence.block:
            opened = (sentence.block, "")
        if not opened[1] and (explicit or described):
            opened = (sentence.block, (*explicit, *described)[0].subject)
        by_count = [one for one in spoken_of if one.how == "group"]
        group_before = by_count[-1].subject if by_count else "" if explicit else group_before
    return tuple(found)


def _unworded(subject: str, how: str, last: tuple[int, int] | None, sentence: Sentence) -> Reference:
    if last is None:
        return Reference(subject=subject, how=how)
    return Reference(subject=subject, how=how, ago=sentence.index - last[0], apart=sentence.block != last[1])


def _topic(scene: Scene, by_place: list[tuple[Reference, ...]]) -> str:
    """The factory that an article speaks of most, by name, host, city or machine; empty where none stands out."""
    votes: Counter[str] = Counter()
    for sentence in scene.sentences:
        weight = 2 if scene.block(sentence).kind in ("title", "standfirst") else 1
        named = {mention.value for mention in sentence.of("factory")}
        named |= {one.subject for one in by_place[sentence.index]}
        for subject in named:
            votes[subject] += weight
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def _at(mention: Mention, subject: str, how: str) -> Reference:
    return Reference(
        subject=subject, how=how, first=mention.first, last=mention.last, clause=mention.clause, cell=mention.cell
    )


def _described(sentence: Sentence, cast: Cast) -> Iterable[Reference]:
    """Factories spoken of by their host, city, machine or country."""
    for mention in sentence.of("host", "city", "machine"):
        if mention.owner in cast.factories:
            yield _at(mention, mention.owner, f"by_{mention.type}")
        elif sentence.cued("noun:ai_factory", "noun:antenna") and mention.owner in cast.known:
            yield _at(mention, mention.owner, f"unnamed_by_{mention.type}")
    for mention in sentence.of("country"):
        there = cast.in_country(mention.value)
        if len(there) == 1:
            yield _at(mention, there[0], f"by_country_{mention.label}")


def _groups(sentence: Sentence, cast: Cast) -> Iterable[Reference]:
    nouns = sentence.cued(*groups.GROUP_NOUNS)
    counted = groups.counting(sentence)
    total = bool(sentence.cued("cue:total"))
    for noun in nouns:
        members = next((int(float(number.value)) for number, counts in counted if counts == noun), None)
        what = "antenna" if noun.label == "noun:antennas" else "ai_factory"
        near = [cue.label for cue in sentence.cues if -groups.REACH <= cue.first - noun.first <= groups.REACH]
        group = cohort_of(cast, what, members, first="cue:first" in near, further="cue:further" in near)
        if group:
            yield _at(noun, group, "group")
        if total or members is None:
            yield _at(noun, PROGRAMME, "programme_total" if total else "programme")
    for number, noun in counted:
        if noun not in nouns:
            near = [cue.label for cue in sentence.cues if -groups.REACH <= cue.first - number.first <= groups.REACH]
            what = "antenna" if noun.label == "noun:antenna" else "ai_factory"
            group = cohort_of(
                cast, what, int(float(number.value)), first="cue:first" in near, further="cue:further" in near
            )
            if group:
                yield _at(noun, group, "group")
            if total:
                yield _at(noun, PROGRAMME, "programme_total")
    antennas = bool(sentence.cued(*groups.ANTENNAS))
    for date_said in sentence.of("date"):
        on_that_day = [one for one in cast.cohorts if one.selected_on.isoformat() == date_said.value]
        in_that_month = [
            one for one in cast.cohorts if one.id[7:14] == date_said.value[:7] and (one.what == "antenna") == antennas
        ]
        # The very day tells the factories of a Friday from the antennas of the Monday after.
        for cohort in on_that_day or in_that_month:
            yield _at(date_said, cohort.id, "group_dated")
    for number in sentence.of("number"):
        size = int(float(number.value))
        if groups.may_leave_one_out(sentence, number):  # "chosen with five others": they are six
            for group in cast.sizes:
                if cast.sizes[group] == size + 1 and ("antenna" in group) == antennas:
                    yield _at(number, group, "group_sized_others")
        if any(number == other for other, _ in counted):
            continue
        beside = {cue.label for cue in sentence.cues if -2 <= cue.first - number.first <= 2}
        fitting = [one for one in cast.sizes if cast.sizes[one] == size and ("antenna" in one) == antennas]
        for group in fitting:
            how = "group_sized" + ("_first" if "cue:first" in beside else "_further" if "cue:further" in beside else "")
            yield _at(number, group, how)
    for noun in sentence.cued("noun:programme"):
        yield _at(noun, PROGRAMME, "programme_named")


def _main_cohort(
    named: list[str],
    known: Mapping[str, Factory],
    cohorts: tuple[Cohort, ...],
    published: date | None,
    what: str,
) -> str:
    """The group an article is about: one selected just before it, else the one most of its factories belong to."""
    fitting = [one for one in cohorts if one.what == what]
    fresh = [one for one in fitting if published and 0 <= (published - one.selected_on).days <= groups.FRESH]
    theirs = {known[one].cohort if one in known else "" for one in named}
    # Who names older factories alone does not speak of the newest group.
    if fresh and (not theirs or theirs & {"", fresh[-1].id}):
        return fresh[-1].id
    ids = {one.id for one in fitting}
    votes = Counter(known[one].cohort for one in named if one in known and known[one].cohort in ids)
    if votes:
        return votes.most_common(1)[0][0]
    if published and what == "ai_factory" and not fitting:
        return f"cohort:{published:%Y-%m}"
    return ""
