"""Features of candidates in plain words: "b:trigger:status.selected" is "a word for selected right before it"."""

from collections.abc import Mapping

_PLACES: Mapping[str, str] = {
    "a": "right behind it",
    "b": "right before it",
    "c": "in its clause",
    "s": "in its sentence",
    "l": "in what leads it in",
    "col": "at the head of its column",
    "factory": "in the clause, of a factory's value",
    "cohort": "in the clause, of a group's value",
    "programme": "in the clause, of the programme's value",
}
_CUES: Mapping[str, str] = {
    "bid": "a word for a bid",
    "contrast": "a word of contrast",
    "correction": "a correction",
    "deadline": "a word like “until”",
    "each": "a word like “each”",
    "first": "a word like “the first”",
    "formerly": "a word for former plans",
    "further": "a word like “further”",
    "named": "a word like “called”",
    "negation": "a negation",
    "others": "a word like “the others”",
    "planned": "a word for plans",
    "reported": "hearsay",
    "same": "a word like “as much”",
    "total": "a word like “in total”",
}
_WHOLE: Mapping[str, str] = {
    "after": "the subject stands behind it",
    "before": "the subject stands before it",
    "bias": "how seldom it is so",
    "counts:after": "the noun it counts stands before it",
    "counts:before": "the noun it counts follows",
    "d:earliest": "the earliest date of its sentence",
    "d:latest": "the latest date of its sentence",
    "d:only": "the only date of its sentence",
    "due:again": "the article gives the same due date again",
    "due:earlier": "the article gives a later due date of it",
    "due:last": "the last of the article's due dates of it",
    "due:opened": "the article has told that it is open",
    "due:sole": "the only due date that the article gives of it",
    "due:vaguer": "the article gives the due date more precisely",
    "foreign_nearer": "a word for another fact stands nearer",
    "head:nobody": "headline or standfirst say the same and name no factory",
    "head:other": "headline or standfirst say the same of another factory",
    "head:own": "headline or standfirst say the same and name it",
    "home:other": "the article names it more often with another country",
    "home:own": "the country that the article names it with most",
    "head:same": "headline or standfirst say the same",
    "dated:told:chosen": "the group's date, with words for the group and its selection",
    "dated:told:unchosen": "the group's date, with words for the group but not for its selection",
    "dated:untold:chosen": "the group's date, with a word for selection but none for the group",
    "dated:untold:unchosen": "the group's date, with no words for the group or its selection",
    "group:new": "of a group that nobody knew before",
    "known:another_day": "another day of the month of its selection",
    "known:day": "the very day of its selection",
    "known:group": "a group is known to have as many",
    "known:host_of_another": "another one's country",
    "known:host_of_one_here": "the country of another one named here",
    "known:nothing": "nothing was known before that it agrees with",
    "known:of_host": "only the host is known to be in its city",
    "known:year": "the year of its selection",
    "known:other": "what was known before says another thing",
    "known:own": "it agrees with what was known before",
    "known:total": "all groups until then are known to have as many",
    "month:other": "another group's month stands beside it",
    "month:own": "the group's month stands beside it",
    "others:less": "it counts the others beside one",
    "others:said": "as many others, by a word for them, and one more",
    "part": "a part of two counts added up",
    "parts:amount:here": "a smaller sum follows in its sentence",
    "parts:amount:next": "a smaller sum follows in the next sentence",
    "parts:share:here": "a share follows in its sentence, before any sum",
    "parts:share:next": "a share follows in the next sentence, before any sum",
    "share:is": "the sum that a share comes to",
    "share:later": "a share of it follows",
    "share:of": "the sum that a share is taken of",
    "next:contract": "the next sentence speaks of a contract",
    "nearest:other": "another date stands nearer to the word for it",
    "nearest:this": "no date stands nearer to the word for it",
    "of:others": "countries of another number of factories",
    "of:own": "countries of as many factories as it has",
    "others": "as many others, and one more",
    "own:lead": "a word for it in what leads it in",
    "own:none": "no word for it anywhere near",
    "paired": "names and values take turns, and these make a pair",
    "place:alone": "the only factory that the sentence may go on about",
    "place:elsewhere": "the sentence speaks of another factory",
    "place:farther": "another factory of the sentence stands nearer",
    "place:likeliest": "the factory that the sentence most likely goes on about",
    "place:named_group": "the sentence speaks of the group, and may of a factory",
    "place:named_group_alone": "the sentence speaks of the group alone",
    "place:nearest": "the nearest factory of the sentence",
    "place:only": "the only factory of the sentence",
    "place:silent_group": "a group without a word for it, where the sentence may speak of a factory",
    "place:silent_group_alone": "a group without a word for it",
    "place:unlikely": "the sentence more likely goes on about another factory",
    "rival_between": "another name stands between them",
    "same_clause": "the subject stands in the same clause",
    "name:factory": "a factory bears the same name there",
    "plan:bare": "no machine in its clause",
    "plan:far": "a machine elsewhere in its clause",
    "plan:machine": "a machine beside it",
    "plan:negated": "a negation before it",
    "renewed:beside": "a word for “new” beside a machine",
    "renewed": "a word for “new” in a column of machines",
    "same_row": "it stands in a table's row",
    "size:largest": "the largest count of its sentence",
    "slip": "a later date beside an earlier one",
    "seat:other": "the city beside its name lies in another country",
    "seat:own": "the country of the city beside its name",
    "sum:first": "the first sum of the article",
    "sum:half": "half of another sum",
    "sum:largest": "the largest sum",
    "sum:part": "a part of another sum",
    "sum:whole": "the whole of other sums",
    "sum": "two counts added up",
    "touch:other": "it stands right beside another factory's name",
    "touch:own": "it stands right beside the subject's name",
    "turn:abroad": "another country pays, by the order of payers and sums",
    "turn:country": "a country pays, by the order of payers and sums",
    "turn:far": "a comma stands between it and who pays",
    "turn:home": "the subject's country pays, by the order of payers and sums",
    "turn:nobody": "others have their payer and it has none",
    "turn:opens": "it stands before all sums that have a payer",
    "turns:nobody": "several others have their payer and it has none",
    "turns:opens": "it stands before several sums that have a payer",
    "tally:by_countries": "a count of countries follows it",
    "tally:countries": "a number of countries",
    "total:added": "as many as before, and a group that came",
    "total:above": "more than all groups until then",
    "total:above:counted": "more factories than all groups until then",
    "total:now": "as many as all groups until then",
    "total:now:counted": "as many factories as all groups until then",
    "total:nothing": "no number that all groups ever made",
    "total:nothing:counted": "no number of factories that all groups ever made",
    "total:outdated": "as many as all groups once were",
    "total:outdated:counted": "as many factories as all groups once were",
    "unpaired": "names and values take turns, and these make no pair",
    "v:10m": "a sum of tens of millions",
    "v:100m": "a sum of hundreds of millions",
    "v:by_focus": "the factory spoken of before",
    "v:by_place": "the factory by its place",
    "v:adjective": "the country as an adjective",
    "v:bn": "a sum of billions",
    "v:conversion": "a conversion of another sum",
    "v:day": "a date with its day",
    "v:fresh": "a date of the days before publication",
    "v:future": "a date to come",
    "v:month": "a month",
    "v:name": "the country by its name",
    "v:now": "a date that holds the day of publication",
    "v:older": "a machine of former days",
    "v:parens": "it stands in parentheses",
    "v:within_body": "it stands in the name of a host",
    "city:within_body_alone": "the article names the city in the names of bodies alone",
    "inset:about": "an aside that names another factory stands behind the subject",
    "inset:within_machine": "the subject is named in an aside about a machine",
    "inset:within": "the subject is named in an aside about another factory",
    "v:past": "a date that is over",
    "v:people": "the country by its people",
    "v:qualified": "a sum with “about” or a bound",
    "v:relative": "a date without its year",
    "v:small": "a small sum",
    "v:year": "a year or a longer time",
    "whole:about": "the sum that it is a part of is said beside the subject",
    "whole:about_another": "the sum that it is a part of is said beside another one",
    "whole:before": "the sum that it is a part of is said in a sentence before",
    "whole:here": "the sum that it is a part of is said in the sentence",
    "whole:none": "no sum before it that it could be a part of",
}
_STAGES = frozenset({"selected", "contracted", "under_construction", "operational", "delayed", "withdrawn"})
_COURSE: Mapping[str, str] = {
    "ahead": "a date of its clause lies ahead",
    "behind": "a date of its clause has begun",
    "fresh": "its selection is news",
    "new": "nobody knew of it",
    "old": "its selection is long ago",
}
_WAYS: Mapping[str, str] = {
    "early": "all dates of its clause lie before the selection",
    "last": "words for other stages, none of them later",
    "later": "a word for a later stage of the same factory",
    "slipped": "a word for the factory's delay",
    "sole": "no word for another stage of the factory",
}
_BY: Mapping[str, str] = {
    "nothing": "no word for a machine or its name right before it",
    "noun": "right behind a word for a machine",
    "name": "right behind a word for naming",
    "noun_name": "right behind a word for a machine and one for naming",
}
_MACHINES = frozenset({"known", "older", "computer", "centre", "body", "acronym", "plain"})
_KINDS: Mapping[str, str] = {"new": "new", "upgrade": "an upgrade", "existing": "there already"}
_DOERS: Mapping[str, str] = {
    "nobody": "nothing",
    "machine": "a machine",
    "machine_alone": "a machine, and the factory is not named",
    "factory": "a factory",
    "building": "a building",
}
_REFERENCES: Mapping[str, str] = {
    "antennas_title": "as the antennas that the article is about",
    "by_city": "by its city",
    "by_country_adjective": "by its country's adjective",
    "by_country_name": "by its country",
    "by_country_people": "by its country's people",
    "by_host": "by its host",
    "by_machine": "by its machine",
    "explicit": "by its name",
    "group": "as a group",
    "group_before": "as the group of a sentence before",
    "group_dated": "as the group of that date",
    "group_sized_others": "as the group with as many others",
    "group_title": "as the group the article is about",
    "heading": "in the heading",
    "previous": "in a sentence before",
    "programme": "as the programme",
    "programme_named": "as the programme by its name",
    "programme_silent": "as the programme, without a word for it",
    "programme_total": "as all there are",
    "shares_country": "as one of several in the country",
    "shares_country_told": "as another one in the country",
    "sole": "as the article's only factory",
    "topic": "as what the article is about",
    "beside": "beside it",
    "member": "as a member of the group",
    "opened": "as what was opened",
    "title": "in the title",
}
_SUBJECTS: Mapping[str, str] = {
    "ai_factory": "a factory",
    "antenna": "an antenna",
    "antennas": "a group of antennas",
    "cohort": "a group",
    "factory": "a new factory",
    "gigafactory": "a gigafactory",
    "programme": "the programme",
}
_SIZES: Mapping[str, str] = {
    "2bn": "from 2 billion",
    "1bn": "of 1 to 2 billion",
    "300m": "of 300 million to a billion",
    "100m": "of 100 to 300 million",
    "30m": "of 30 to 100 million",
    "12m": "of 12 to 30 million",
    "less": "below 12 million",
    "coin": "in another currency than the euro",
}
_STANDS: Mapping[str, str] = {
    "counted": "before the noun it counts",
    "ends": "at the end of a phrase",
    "beside": "before another word that we know",
    "loose": "before a word that nobody knows",
}
_TOLD: Mapping[str, str] = {
    "near": "with a word for it near",
    "far": "with a word for it far off",
    "lead": "with a word for it in what leads it in",
    "none": "without a word for it",
}
_THERE: Mapping[str, str] = {
    "named": "the subject is named in its clause",
    "apart": "the subject is named apart from it",
    "placed": "the subject is told by its place",
    "before": "the subject was named right before",
    "previous": "the subject was named before",
    "title": "the subject is in the title",
    "silent": "nothing tells the subject",
    "alone": "it stands alone",
    "among": "it stands among others",
    "another_here": "the sentence names another antenna",
    "one_of_several": "the article names several antennas",
    "sole_antenna": "the article names no other antenna",
}
_TYPES: Mapping[str, str] = {"factory": "a factory", "cohort": "a group", "programme": "the programme"}


def words(feature: str) -> str:
    """The feature in words; one that has none yet comes back as it is, its signs as spaces."""
    if feature in _WHOLE:
        return _WHOLE[feature]
    if "<" in feature:
        return f"{cue(feature.partition('<')[2])} in its clause, which says another thing"
    prefix, _, rest = feature.partition(":")
    kind, _, number = rest.partition(":")
    if prefix in _PLACES and kind in ("noun", "cue", "trigger"):
        return f"{cue(rest)} {_PLACES[prefix]}"
    if prefix in _MACHINES:
        said = _BY[number] if kind == "by" else _WAYS.get(kind) or f"{cue(rest)} in its clause"
        return f"a machine's name ({prefix}): {said}"
    if prefix in _KINDS:
        return f"a machine said to be {_KINDS[prefix]}: {_WAYS.get(kind) or words(rest)}"
    if prefix in _STAGES:
        said = words(rest) if kind == "doer" else cue(rest) if kind == "cue" else _COURSE.get(rest, "")
        said = said or (_WAYS.get(kind, rest) + (", and the sentence is not surely about it" if number else ""))
        return f"said to be {prefix.replace('_', ' ')}: {said}"
    if prefix == "doer":
        return f"{_DOERS.get(rest, rest)} stands nearest to the word for it"
    if kind == "explicit" and prefix in _TYPES:
        return f"{number} factories named in the sentence, of {_TYPES[prefix]}'s value"
    if prefix in ("partner", "link"):
        told, _, there = rest.removeprefix("known:").partition(":")
        who = "a known partner" if kind == "known" else "a partner" if prefix == "partner" else "a link"
        return f"{who} {_TOLD.get(told, told)}: {_THERE.get(there, there)}"
    if prefix in ("subject", "value"):
        called = "nothing that the article tells" if kind == "unsure" else f"{_SUBJECTS.get(kind, kind)}"
        return f"the {prefix} is {called}" + (", and new" if number else "")
    if kind == "rivals":
        return f"{number} other factories in the clause"
    if prefix in _SUBJECTS and rest in _SIZES:
        return f"a sum {_SIZES[rest]} for {_SUBJECTS[prefix]}"
    if prefix in _SUBJECTS and kind == "size":
        return f"{words(rest)} for {_SUBJECTS[prefix]}"
    if prefix in _SUBJECTS and rest == "by_countries":
        return f"{words('tally:by_countries')}, for {_SUBJECTS[prefix]}"
    if prefix == "known" and number in _STANDS:
        return f"{words(f'known:{kind}')}, {_STANDS[number]}"
    if prefix == "thing" and number == "named":
        return f"it is paid for {_DOERS[kind]}, by its name, and no word says what sum it is"
    if prefix == "thing":
        return f"it is paid for {_DOERS.get(number or kind, kind)}" + (", of the sentence before" if number else "")
    wording = {
        "alike": f"{rest} of its kind in the sentence",
        "best": f"the subject is there {_reference(rest)}",
        "block": f"it stands in a {rest.replace('_', ' ')}",
        "counts": f"it counts {cue(rest)}",
        "dist": f"{rest} words from its subject",
        "explicit": f"{rest} factories named in the sentence",
        "how": f"the subject is there {_reference(rest)}",
        "own": f"{rest} words from a word for it",
        "rank": f"{rest} other factories stand nearer",
        "size": "a count above 30" if rest == "more" else f"a count up to {rest}",
        "also": f"as much is paid by the other one: {rest}",
        "bare": f"a bare count beside {cue(rest)}",
        "d": f"date number {rest} of its sentence",
        "hint": f"the announcement's hint says: {rest.replace('_', ' ').replace(':', ' ')}",
        "payer": f"who pays: {rest}",
        "when": f"when it happens: {rest}",
        "signs": f"the order and the signs of a list of factories: {rest.replace(':', ' ')}",
        "sole": f"who pays, and nobody else, the only sum: {rest}",
        "turn": f"who pays, by the order of payers and sums: {rest}",
        "turns": f"who pays, where several pay in turn: {rest}",
        "whole": f"of the sum that it is a part of the announcement's hint says: {number.replace('_', ' ')}",
        "type": f"it is said of {_TYPES.get(rest, rest)}",
        "v": cue(rest) if kind == "trigger" else f"it is {rest.replace('_', ' ')}",
    }
    return wording.get(prefix, feature.replace(":", " ").replace("_", " "))


def cue(label: str) -> str:
    """A cue's label in words: "noun:ai_factory" is "a word for ai factory"."""
    kind, _, rest = label.partition(":")
    if kind == "cue":
        return _CUES.get(rest, f"a word for {rest.replace('_', ' ')}")
    name = rest.rpartition(".")[2].replace("_", " ").replace("ai factor", "AI factor")
    return f"a word for {'the EU' if name == 'eu' else name}"


def _reference(how: str) -> str:
    how = how.removeprefix("unnamed_")
    return _REFERENCES.get(how, f"({how.replace('_', ' ')})")
