"""The words that `kg.extract.quantities.figures` goes by: what is counted, how hedged, in which unit.

They stand here and not in the lexicon because they are stems and parts of regular expressions, compiled once,
and because figures are read off a bare text, without parse and lexicon.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.model import Qualifier


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


#: For each measure (local name in the scheme ms:) its verb stems and its noun stems. Verbs say what befell
#: or was done by what is counted; a stem takes -e, -s, -d, -ed, -en, -ing.
MeasureWords = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]

MEASURE_WORDS: MeasureWords = MappingProxyType(
    {
        "casualties": (
            _words(
                "killed|or|wound killed|or|injur killing|or|wound killing|or|injur kill|or|wound "
                "dead|or|wound dead|or|injur"
            ),
            _words("casualty casualties"),
        ),
        "killed": (
            _words(
                "kill dead died dies dying perish slain murder massacr execut assassinat death behead lynch "
                "drown suffocat starved|to gunned|down put|to|death bodies|of body|of corpses|of remains|of "
                "lost|their|lives lost|their|life the|lives"
            ),
            _words("fatality fatalities death killing murder execution bodies corpse"),
        ),
        "injured": (
            _words(
                "injur wound hurt maim hospitalis hospitaliz treated|for|injuri treated|for|wound "
                "treated|for|burn treated|for|gunshot"
            ),
            _words("injury injuries"),
        ),
        "missing": (_words("missing unaccounted disappear"), ()),
        "captured": (
            _words(
                "captur detain arrest imprison abduct kidnap kidnapp jail prisoner hostage captive "
                "behind|bars in|custody rounded|up"
            ),
            _words("hostage detainee captive prisoner pow internee abductee"),
        ),
        "displaced": (
            _words(
                "displac flee fled uproot exodus homeless driven|from|their|home forced|from|their|home "
                "driven|out|of|their|home left|their|home lost|their|home "
                "sought|refuge seek|refuge taken|refuge took|refuge"
            ),
            _words("refugee evacuee"),
        ),
        "evacuated": (
            _words(
                "evacuat evacuation movement relocat relocation rescu airlift fly|out flew|out flown|out "
                "from|the|rubble from|the|wreckage from|the|debris"
            ),
            (),
        ),
        "troops": (
            _words("deploy station deployment patrol monitor keeping|an|eye keep|an|eye kept|an|eye"),
            _words(
                "troop soldier peacekeeper serviceman servicemen conscript reservist paratrooper marine "
                "fighter mercenary mercenaries legionnaire"
            ),
        ),
        "protesters": (
            _words(
                "protesting protested protest|against protest|in protest|over protest|at protest|outside "
                "took|to|the|streets take|to|the|streets taken|to|the|streets rallied rallying "
                "demonstrat march"
            ),
            _words("protester protestor demonstrator marcher"),
        ),
        "population": (_words("live living reside residing inhabit"), _words("inhabitant resident")),
        "attacks": (
            (),
            _words(
                "attack blast explosion strike airstrike raid bombing shelling ambush ambushes assault "
                "bombardment clash clashes missile|strike"
            ),
        ),
        "votes": ((), _words("vote ballot")),
        "seats": ((), _words("seat")),
        "routes": ((), _words("route road corridor highway crossing checkpoint")),
        "vehicles": (
            (),
            _words(
                "tank vehicle truck lorry lorries bus buses car ambulance aircraft plane jet helicopter "
                "drone warship ship boat howitzer mortar cannon missile rocket launcher battery batteries"
            ),
        ),
    }
)

#: Verbs whose subject is what is counted, whatever follows them ('fled their homes').
OF_SUBJECT = frozenset(
    _words("died dies dying dead perish perished drowned missing fled flee fleeing live living lived")
) | {
    "lost their lives",
    "left their homes",
    "lost their homes",
    "took to the streets",
    "taken to the streets",
}

#: Measures that a verb gives only to people: a village is captured too, a bank evacuated.
PEOPLE_ONLY = frozenset({"captured", "evacuated", "troops", "protesters", "population"})

#: Measures of things: what is done to them does not make them casualties.
OF_THINGS = frozenset({"attacks", "routes", "vehicles", "votes", "seats"})

#: Measures that hold for things or are too common in prose: words without a number are no figure there.
NUMBER_NEEDED = frozenset({"objects", "duration", "distance", "percentage", "area", "votes", "seats"})

#: Words before a number that say how it relates to the true one, longest first where they share a start.
QUALIFIERS: Mapping[str, Qualifier] = MappingProxyType(
    {
        "at least": "at-least",
        "more than": "at-least",
        "well over": "at-least",
        "well above": "at-least",
        "just over": "at-least",
        "slightly over": "at-least",
        "a little over": "at-least",
        "a little more than": "at-least",
        "slightly more than": "at-least",
        "just more than": "at-least",
        "far more than": "at-least",
        "much more than": "at-least",
        "in excess of": "at-least",
        "north of": "at-least",
        "above": "at-least",
        "exceeding": "at-least",
        "as few as": "at-least",
        "as little as": "at-least",
        "over": "at-least",
        "no fewer than": "at-least",
        "no less than": "at-least",
        "not less than": "at-least",
        "upwards of": "at-least",
        "a minimum of": "at-least",
        "at most": "at-most",
        "up to": "at-most",
        "no more than": "at-most",
        "not more than": "at-most",
        "fewer than": "at-most",
        "less than": "at-most",
        "just under": "at-most",
        "well under": "at-most",
        "slightly under": "at-most",
        "a little under": "at-most",
        "slightly less than": "at-most",
        "a little less than": "at-most",
        "not exceeding": "at-most",
        "below": "at-most",
        "under": "at-most",
        "as many as": "at-most",
        "as much as": "at-most",
        "a maximum of": "at-most",
        "about": "about",
        "around": "about",
        "approximately": "about",
        "some": "about",
        "roughly": "about",
        "nearly": "about",
        "almost": "about",
        "close to": "about",
        "an estimated": "about",
        "estimated": "about",
        "perhaps": "about",
        "possibly": "about",
        "an average of": "about",
        "approaching": "about",
        "just about": "about",
        "somewhere around": "about",
        "in the region of": "about",
        "more or less": "about",
    }
)

#: Qualifiers that are as often prepositions: before one to three they do not hedge ('talks over two towns').
ALSO_PREPOSITIONS = frozenset({"about", "around", "over", "under"})

#: Qualifiers that are prepositions of place unless a measure follows: 'above 95 %', but 'above two towns'.
MEASURE_ONLY = frozenset({"above", "below", "north of", "exceeding", "approaching"})

#: Words for a number that is not told, each with its 'of' where it needs one.
VAGUE = (
    r"(?:(?:tens|hundreds) of (?:thousands|millions)|dozens|scores|hundreds|thousands|millions|billions"
    r"|a (?:handful|number|couple|few dozen|few hundred|few thousand)|several (?:dozen|hundred|thousand))"
    r"(?: of)?|several|numerous|a few|countless"
)

#: Plurals without -s, and nouns that count people without being plural in form.
PLURALS = frozenset(
    _words(
        "people men women children persons police personnel staff servicemen servicewomen policemen "
        "policewomen firemen fishermen gunmen militiamen troops others aircraft lives guerrillas crew "
        "clergy faithful km kms percent feet yuan yen manat deer sheep cattle refugees youth infantry "
        "cavalry"
    )
)

#: Nouns in -s that are no plurals.
NOT_PLURALS = frozenset(
    _words(
        "this his its is was has as us thus across does says news always perhaps besides plus less various"
    )
)

#: Heads that are people; capitalised plurals (Armenians) and `PEOPLE_ENDINGS` are too.
PEOPLE = frozenset(
    _words(
        "people persons men women children civilians officers policemen police soldiers troops personnel "
        "staff fighters militants gunmen rebels separatists militiamen insurgents bodyguards guards "
        "officials workers reporters doctors nurses medics students passengers migrants refugees "
        "residents inhabitants protesters protestors demonstrators prisoners hostages detainees "
        "victims others peacekeepers servicemen servicewomen members lawmakers deputies ministers "
        "diplomats experts observers monitors volunteers teenagers boys girls pupils villagers citizens "
        "nationals believers pilgrims supporters voters patients adults minors youths infants evacuees "
        "commanders generals rescuers firefighters teachers bystanders employees survivors conscripts "
        "reservists defenders suspects seekers visitors players fans guys leaders lawyers judges farmers "
        "miners sailors pilots settlers smugglers traffickers attackers bombers worshippers shoppers "
        "travellers commuters drivers engineers candidates councillors senators spectators mourners "
        "recruits mercenaries combatants troopers marines crew infantry fishermen firemen servicewomen "
        "aides advisers advisors envoys delegates athletes clerics priests monks nuns imams academics "
        "captives inmates convicts abductees internees deportees returnees herders farmhands peasants "
        "agents spies snipers pirates gangsters criminals relatives colleagues classmates friends "
        "brothers sisters sons daughters parents mothers fathers husbands wives widows orphans siblings "
        "grandchildren neighbours neighbors babies toddlers newborns schoolchildren "
        "schoolgirls schoolboys hopefuls applicants finalists legislators governors mayors generals "
        "monarchs presidents clergy pows executives musicians customers guests tenants dockers truckers"
    )
)

#: Singular people, who may follow 'one'; words that are adjectives too are left out.
PEOPLE_SINGULAR = frozenset(
    _words(
        "person man woman child boy girl civilian officer policeman soldier fighter militant gunman rebel "
        "guard worker journalist reporter doctor nurse student passenger migrant refugee resident "
        "protester protestor demonstrator activist prisoner hostage detainee victim peacekeeper "
        "serviceman member lawmaker deputy minister diplomat observer volunteer teenager villager citizen "
        "pilgrim supporter rescuer firefighter teacher bystander employee survivor conscript reservist "
        "suspect driver pilot official infant"
    )
)

#: Endings of plural nouns that are people: activists, politicians.
PEOPLE_ENDINGS = ("ists", "icians", "arians", "smen", "swomen")

#: Things that are counted so loosely or definitely that the number is no figure.
NOT_FIGURES = frozenset(_words("degrees times ways things sides parts points aspects issues reasons cases"))

#: Words that end a counted noun phrase.
STOPS = frozenset(
    _words(
        "a about after against ago aged all also although am among an and another are around as at away "
        "back be became because been before being below between both but by came can claimed could did do "
        "does down during each either for from gave gone got had has have he her hers him his how "
        "if in including inside into is it its just last later least like made may might near no nor not "
        "now of off on one only onto or our out outside over per said saw say says she should since so "
        "some still such than that the their them then there these they this those through to took toward "
        "towards under until up upon us via was we were what when where whether which while who whom "
        "whose why will with within without would yet you your per north south east west"
    )
)
