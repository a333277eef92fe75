"""A seed → articles in our own words, as dense in figures, times and names as the kind of news they stand for.

"ordinary" has the density of news as it is mostly written (politics, courts, diplomacy): five or six quantities and
fifty to sixty names, descriptions and pronouns in 500 words; "figures" that of business news and reports of accidents.
"""

from __future__ import annotations

import random

from kg.model import Article

_PEOPLE = ("Ines Barrow", "Tomas Velling", "Ruth Okafor", "Jan Meijer", "Dana Whitlock", "Piotr Lis")
_BODIES = ("the Lowmere Port Authority", "Brightwater Holdings", "NATO", "the World Bank", "Kestrel Airways", "OPEC")
_PLACES = ("Kyiv", "Rotterdam", "Lagos", "Lowmere", "Ankara", "Valparaíso")
_STATES = ("Poland", "Kenya", "Chile", "Norway", "Turkey", "Japan")
_PEOPLES = ("Polish", "Kenyan", "Chilean", "Norwegian", "Turkish", "Japanese")
_ROLES = ("Prime Minister", "President", "Senator", "Judge", "Mayor", "Foreign Minister")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_MONTHS = ("January", "March", "June", "September", "November")

_FIGURES = (
    "{body} said on {day} that revenue rose {small} percent to ${money} billion in the third quarter.",
    "At least {count} people were killed when a ferry sank near {place} in {month}, officials said.",
    "“We expect {count} new jobs by {year},” said {person}, who has led {body} since {past}.",
    "{person} told reporters in {place} that the plan would cost between €{small} million and €{more} million.",
    "Unemployment fell to {small}.{digit}% from {more}.{digit}% a year earlier, according to {body}.",
    "{body} has {more} members, two more than in {past}, and was founded in 19{more}.",
    "The bridge, {count} metres long, was opened on {date} {month} {past}.",
    "Nothing in the agreement obliges either side to publish what it spends, and neither has offered to do so.",
    "“This is not the end of the matter,” {person} said. “There will be another meeting next week.”",
    "Critics of the scheme, among them {person}, say that the money would be better spent on schools in {place}.",
    "More than a third of the {count} households asked by {body} had no work last year.",
    "Residents of {place} have long argued about the noise, the dust and the trucks, and few of them are content.",
    "The ministry declined to comment, and a lawyer for {body} did not return calls.",
    "It is the kind of dispute that courts are slow to settle: nobody can say who owned the land before the war.",
    "Supporters of {person} gathered outside the town hall, where they sang, drank tea and listened to speeches.",
    "What happens to the old harbour is still open; engineers from {place} are looking at the walls.",
    "A deputy of {person}, speaking on condition of anonymity, called the proposal careless and badly drafted.",
    "Neighbouring states have watched the talks with unease, fearing that a failure would leave them with the costs.",
    "{body} and its partners share the data with each other, but they keep it from the public.",
    "{person} is expected to visit {place} in {month} {year}, a spokesman for {body} said on {day}.",
)
_ORDINARY = (
    "{role} {person} of {state} met {person2} in {place} on {day}, and the two said little about the talks that had "
    "brought them there.",
    "{person} has defended his record before, but the {people} {officer} will not run again, and his wife has gone "
    "back to {place}.",
    "“She knows that this cannot go on,” {person} said of {role} {person2}, whose party governs with the help of "
    "{few} smaller ones.",
    "The {people} government and {body} share what they know with {state}, but they keep it from the public.",
    "In a letter to {body}, {person} asked why nobody in {place} had been told, and he wants an answer by {day}.",
    "{body} did not reply to questions about the fire, the inquiry that followed it or the people who lost their "
    "homes in it.",
    "“I have never seen anything like it,” she said. “People here are tired, and they want their lives back.”",
    "In {state}, {person} and the {officer} have listened to too few voices from outside {place} "
    "and {count} homes stand empty.",
    "His own account of that night, written in {month}, differs in many ways from that of the {people} police.",
    "The court in {place} will hear {person} next week; her lawyer wants the case to be thrown out.",
    "{state} and {state2} have quarrelled over the strait since {past}, when a {people} trawler was held off {place}.",
    "Nothing in the agreement obliges either side to publish what it spends, and neither has offered to do so.",
    "He was {age} when he left {place} for the coast, where his father mended nets and his mother taught.",
    "Some {count} families in {place} still had no water at the weekend, and the anger in the streets was growing.",
    "Neighbours of {person} remember him as a quiet man who liked football, kept bees and seldom spoke of {state}.",
    "{person}, an analyst at the University of {place}, has studied the {people} side, which needs the deal more than "
    "{body} does.",
    "A poll by the {place} Institute gave {person} {small} percent, well behind {person2}, who has never held office.",
    "What happens to the old harbour is still open; {people} engineers are looking at the walls, and {body} will pay.",
    "{role} {person} called the vote a mistake, and many in {state} took it as one more sign of a long decline.",
    "It is the kind of dispute that courts are slow to settle: nobody can say who owned the land before the war.",
    "On {day} evening {person} walked through {place} with his wife, shook hands and promised that help would come.",
    "The two men have known each other since {past}, and they have not spoken for {few} years.",
    "Beyond the hall the road climbs past orchards and shuttered shops to the ridge from which the shells came.",
    "There were cheers, a few boos and a long silence before the band began to play and the crowd moved away.",
    "For years the schools had asked for new roofs, and for years the money went to roads that few people used.",
)


def article(seed: int, *, words: int = 500, kind: str = "ordinary") -> Article:
    """Return an article of so many words, always the same for a seed; ``kind`` is "ordinary" or "figures"."""
    chance = random.Random(seed)
    patterns = _ORDINARY if kind == "ordinary" else _FIGURES
    paragraphs, length = [f"{chance.choice(_BODIES).capitalize()} weighs a new plan for {chance.choice(_PLACES)}"], 8
    while length < words:
        paragraph = " ".join(_sentence(chance, patterns) for _ in range(chance.randint(2, 4)))
        paragraphs.append(paragraph)
        length += len(paragraph.split())
    return Article(f"{kind}-{seed}", "\n\n".join(paragraphs), published="2024-04-04")


def long_text(size: int) -> Article:
    """Return one article of so many bytes, half of it ordinary; no paragraph is told twice."""
    parts, length = [], 0
    while length < size:
        kind = ("ordinary", "figures")[len(parts) % 2]
        parts.append(article(1000 + len(parts), words=5000, kind=kind).text)
        length += len(parts[-1].encode()) + 2
    return Article("long", "\n\n".join(parts), published="2024-04-04")


def _sentence(chance: random.Random, patterns: tuple[str, ...]) -> str:
    person, second = chance.sample(_PEOPLE, 2)
    state, other = chance.sample(_STATES, 2)
    words = chance.choice(patterns).format(
        body=chance.choice(_BODIES),
        person=person,
        person2=second,
        place=chance.choice(_PLACES),
        state=state,
        state2=other,
        people=chance.choice(_PEOPLES),
        role=chance.choice(_ROLES),
        officer=chance.choice(_ROLES).lower(),
        day=chance.choice(_DAYS),
        month=chance.choice(_MONTHS),
        small=chance.randint(2, 30),
        more=chance.randint(31, 89),
        digit=chance.randint(1, 9),
        count=f"{chance.randint(100, 90_000):,}",
        money=f"{chance.randint(1, 40)}.{chance.randint(1, 9)}",
        age=chance.randint(11, 40),
        few=chance.choice(("two", "three", "five", "12")),
        date=chance.randint(1, 28),
        year=chance.randint(2025, 2032),
        past=chance.randint(1990, 2022),
    )
    return words[0].upper() + words[1:]
