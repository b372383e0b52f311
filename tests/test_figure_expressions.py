"""Figures in sentences of news English: what is counted, how it is hedged, in which unit, as part of what.

The expected values were decided from the words, the first ones before the program had seen any.
"""

from __future__ import annotations

import pytest

from kg.extract.quantities.figures import find_figures
from tests.test_date_expressions import unmarked
from tests.test_figures import shown

#: Sentence with figures in square brackets; of each measure, qualifier, value or range, unit, '< whole'.
COUNTED: list[tuple[str, list[str]]] = [
    # killed
    ("[At least 43 people] were killed when a bomb went off in a market.", ["killed at-least 43"]),
    ("An air strike on a hospital killed [19 patients] and staff.", ["killed 19"]),
    ("[More than a dozen soldiers] died in the ambush.", ["killed at-least 12"]),
    ("The earthquake claimed [over 2,000 lives].", ["killed at-least 2000"]),
    ("Rebels put the death toll at [61].", ["killed 61"]),
    ("The bodies of [eight miners] were found on Monday.", ["killed 8"]),
    ("[Scores of people] have died of cholera.", ["killed unspecified"]),
    ("The shelling left [three children] dead.", ["killed 3"]),
    ("The militia shot dead [five protesters].", ["killed 5"]),
    ("[Dozens] are feared dead after the ferry sank.", ["killed unspecified"]),
    ("[As many as 300 fighters] may have been killed.", ["killed at-most 300"]),
    ("[Nearly 10,000 people] have lost their lives in the war.", ["killed about 10000"]),
    ("The army lost [17 men] in the fighting.", ["killed 17"]),
    ("[Between 30 and 40 villagers] were massacred.", ["killed 30-40"]),
    ("The clashes have claimed the lives of [more than 120 civilians].", ["killed at-least 120"]),
    ("A suicide bomber killed himself and [six others].", ["killed 6"]),
    ("[A hundred and twenty people] perished.", ["killed 120"]),
    ("[Tens of thousands] have been killed since 2014.", ["killed unspecified"]),
    ("[No fewer than 50] were killed.", ["killed at-least 50"]),
    ("The number of deaths rose from 19 to [23].", ["killed 23"]),
    # injured, missing
    ("[Some 250 people] were treated for injuries.", ["injured about 250"]),
    ("The blast wounded [a dozen bystanders].", ["injured 12"]),
    ("[Seven people] were killed and [21] wounded.", ["killed 7", "injured 21"]),
    ("[14 people] died and [hundreds more] were injured.", ["killed 14", "injured unspecified"]),
    ("[Twenty-two people] were hurt, [five] of them seriously.", ["injured 22", "injured 5 < 22"]),
    ("[Around 40] are still missing.", ["missing about 40"]),
    ("[Six sailors] remain unaccounted for.", ["missing 6"]),
    ("[Eleven people] have gone missing in the floods.", ["missing 11"]),
    # parts of wholes
    ("[Nine people], including [two children], were killed.", ["killed 9", "killed 2 < 9"]),
    ("[15 people] died, among them [three aid workers].", ["killed 15", "killed 3 < 15"]),
    ("[43 people] were killed, most of them civilians.", ["killed 43"]),
    ("It killed [12 people], [nine of them children].", ["killed 12", "killed 9 < 12"]),
    (
        "[At least 30 people] \u2013 including [seven women] and [four children] \u2013 were killed.",
        ["killed at-least 30", "killed 7 < 30", "killed 4 < 30"],
    ),
    ("[Four officers] were among the [26] dead.", ["killed 4 < 26", "killed 26"]),
    (
        "It detained [60 people], including [at least 10 journalists].",
        ["captured 60", "captured at-least 10 < 60"],
    ),
    ("[Three] of the [12 hostages] were killed.", ["killed 3", "captured 12"]),
    # captured
    ("Police arrested [more than 200 demonstrators] in Minsk.", ["captured at-least 200"]),
    ("The two sides exchanged [95 prisoners] of war.", ["captured 95"]),
    ("Gunmen kidnapped [about 280 pupils].", ["captured about 280"]),
    ("The group freed [24 hostages].", ["captured 24"]),
    ("[Dozens of activists] have been jailed.", ["captured unspecified"]),
    ("[Up to 5,000 detainees] are held there.", ["captured at-most 5000"]),
    ("The army took [30 fighters] prisoner.", ["captured 30"]),
    # displaced, evacuated
    ("[Some 700,000 Rohingya] have fled to Bangladesh.", ["displaced about 700000"]),
    ("The fighting has displaced [more than 1.5 million people].", ["displaced at-least 1500000"]),
    ("[Half a million people] were driven from their homes.", ["displaced 500000"]),
    ("The floods left [20,000 people] homeless.", ["displaced 20000"]),
    ("[Hundreds of thousands] have been forced to flee.", ["displaced unspecified"]),
    ("[About 3.6 million refugees] live in Turkey.", ["displaced about 3600000"]),
    ("France flew out [nearly 2,000 people] from Kabul.", ["evacuated about 2000"]),
    ("[Several thousand residents] were evacuated.", ["evacuated unspecified"]),
    ("Rescuers pulled [four survivors] from the rubble.", ["evacuated 4"]),
    # troops, protesters, population
    ("Russia has massed [more than 100,000 troops] near the border.", ["troops at-least 100000"]),
    ("The mission has [13,000 peacekeepers].", ["troops 13000"]),
    ("London will send [600 soldiers] to Estonia.", ["troops 600"]),
    ("The group has [an estimated 9,000 fighters].", ["troops about 9000"]),
    ("Kenya offered to send [1,000 police officers] to Haiti.", ["people 1000"]),
    ("[Tens of thousands] marched through the capital.", ["protesters unspecified"]),
    ("[Around 50,000 people] took to the streets.", ["protesters about 50000"]),
    ("[Fewer than 100 demonstrators] turned up.", ["protesters at-most 100"]),
    ("The city has [2.1 million inhabitants].", ["population 2100000"]),
    ("The island is home to [some 23 million people].", ["population about 23000000"]),
    ("[6.5 million people] need food aid.", ["people 6500000"]),
    # money
    ("The United States pledged [$2.4bn] in military aid.", ["money 2400000000 USD"]),
    ("Berlin will spend [\u20ac100 billion] on its army.", ["money 100000000000 EUR"]),
    ("The EU promised [500 million euros].", ["money 500000000 EUR"]),
    ("Damage is put at [between $5 million and $7 million].", ["money 5000000-7000000 USD"]),
    ("It costs [$1.25] a litre.", ["money 1.25 USD"]),
    ("Japan offered [\u00a53.5 trillion].", ["money 3500000000000 JPY"]),
    ("[More than \u00a3300m] was frozen.", ["money at-least 300000000 GBP"]),
    ("The loan is worth [$3-5 billion].", ["money 3000000000-5000000000 USD"]),
    ("The state owes [about 1.2 billion Swiss francs].", ["money about 1200000000 CHF"]),
    ("The fund holds [7 billion US dollars].", ["money 7000000000 USD"]),
    ("Canada gave [C$50 million].", ["money 50000000 CAD"]),
    ("The ransom was [20 million naira].", ["money 20000000 NGN"]),
    ("A fine of [5,000 roubles] was imposed.", ["money 5000 RUB"]),
    ("Kyiv asked for [USD 750 million].", ["money 750000000 USD"]),
    ("It spent [up to $40m] on drones.", ["money at-most 40000000 USD"]),
    ("[Millions of dollars] were stolen.", ["money unspecified USD"]),
    # percentages, votes, seats
    ("Inflation reached [3.5 %].", ["percentage 3.5 %"]),
    ("The economy shrank by [4.1%] in May.", ["percentage 4.1 %"]),
    ("The ruling party won [54.8 per cent] of the vote.", ["percentage 54.8 %"]),
    ("Turnout was [just over 60 percent].", ["percentage at-least 60 %"]),
    ("Support fell from 45% to [38%].", ["percentage 38 %"]),
    ("[Between 10 and 15 percent] stayed away.", ["percentage 10-15 %"]),
    ("[Less than 5%] are vaccinated.", ["percentage at-most 5 %"]),
    ("The assembly adopted the text with [141 votes] in favour.", ["votes 141"]),
    ("The motion passed by [312 votes] to [214].", ["votes 312", "votes 214"]),
    ("He won [1.2 million votes].", ["votes 1200000"]),
    ("[Thirty-five countries] abstained.", ["objects 35"]),
    ("The alliance took [63 seats] in parliament.", ["seats 63"]),
    # distances, areas, weights
    ("The village lies [12 miles] from the front.", ["distance 12 mi"]),
    ("The front is [less than 3.5 km] away.", ["distance at-most 3.5 km"]),
    ("Rockets with a range of [80 kilometres] were used.", ["distance 80 km"]),
    ("It set up a [30-kilometre] buffer zone.", ["distance 30 km"]),
    ("It seized [about 1,000 square kilometres] of land.", ["area about 1000 km\u00b2"]),
    ("Fire destroyed [4,000 hectares] of forest.", ["area 4000 ha"]),
    ("The ship carried [26,000 tonnes] of corn.", ["objects 26000 t"]),
    # durations
    ("They agreed a [72-hour] ceasefire.", ["duration 72 hour"]),
    ("He was sentenced to [12 years] in prison.", ["duration 12 year"]),
    ("The talks went on for [more than six hours].", ["duration at-least 6 hour"]),
    ("It gave them [48 hours] to leave.", ["duration 48 hour"]),
    ("The siege lasted [two and a half years].", ["duration 2.5 year"]),
    ("A [five-day] visit begins today.", ["duration 5 day"]),
    # attacks, vehicles, things
    ("[At least 20 missiles] hit the plant.", ["vehicles at-least 20"]),
    ("The army lost [six tanks] and [two helicopters].", ["vehicles 6", "vehicles 2"]),
    ("There were [three explosions] near the base.", ["attacks 3"]),
    ("The quake destroyed [some 1,800 homes].", ["objects about 1800"]),
    ("[Four ambulances] were hit.", ["vehicles 4"]),
    ("A convoy of [40 lorries] crossed.", ["vehicles 40"]),
    # hedges
    ("[At most ten people] knew.", ["people at-most 10"]),
    ("[Not more than 200 people] came.", ["people at-most 200"]),
    ("[Roughly two dozen people] were hurt.", ["injured about 24"]),
    ("[A few dozen people] were hurt.", ["injured unspecified"]),
    ("[50 or more people] were hurt.", ["injured at-least 50"]),
    ("[15 to 20 people] were hurt.", ["injured 15-20"]),
    ("[10\u201315 people] were hurt.", ["injured 10-15"]),
    ("[Five or six people] were hurt.", ["injured 5-6"]),
    ("[An additional 30 people] were hurt.", ["injured 30"]),
    ("[100,000 or so people] fled.", ["displaced about 100000"]),
    ("[Upwards of 80 people] were hurt.", ["injured at-least 80"]),
    ("[In excess of 80 people] were hurt.", ["injured at-least 80"]),
    ("[Close to 80 people] were hurt.", ["injured about 80"]),
    ("[At least two dozen] were hurt.", ["injured at-least 24"]),
    ("[80-odd people] were hurt.", ["injured about 80"]),
    ("[More than 1,000] were wounded.", ["injured at-least 1000"]),
    # wholes and parts in other words
    ("Of the [27] killed, [two] were civilians.", ["killed 27", "killed 2 < 27"]),
    ("Of the [40 people] who died, [five] were children.", ["killed 40", "killed 5 < 40"]),
    ("Among the dead were [two children] and a nurse.", ["killed 2"]),
    ("The dead included [five soldiers].", ["killed 5"]),
    (
        "[Some 15,000] of the [120,000 residents] have left.",
        ["population about 15000 < 120000", "population 120000"],
    ),
    (
        "The group holds [around 130 hostages], including [20 women].",
        ["captured about 130", "captured 20 < 130"],
    ),
    ("The toll passes [1,100], including [380 children].", ["killed at-least 1100", "killed 380 < 1100"]),
    # several at once
    ("[Twelve Ukrainian] and [eight Russian soldiers] were killed.", ["killed 12", "killed 8"]),
    ("The attack killed a judge, his wife and [two bodyguards].", ["killed 2"]),
    ("[1,200 people] were killed and [some 240] taken hostage.", ["killed 1200", "captured about 240"]),
    ("[More than 4,000 people] have been killed or injured.", ["casualties at-least 4000"]),
    ("It fired at the crowd, killing or wounding [50].", ["casualties 50"]),
    ("The mission asked for [49 detained soldiers].", ["captured 49"]),
    ("A landmine killed [one U.S. soldier] and hurt [three others].", ["killed 1", "injured 3"]),
    ("It sheltered [scores of Malian and Nigerien refugees].", ["displaced unspecified"]),
    # votes, forces, sums
    ("The council voted [13]-[0] to authorise the mission.", ["votes 13", "votes 0"]),
    ("Her party won [151] of the [338 seats].", ["seats 151 < 338", "seats 338"]),
    ("It is a [500-strong] force.", ["troops 500"]),
    ("[Between two and three million] are displaced.", ["displaced 2000000-3000000"]),
    ("It left [1.3m people] without power.", ["people 1300000"]),
    ("The cost is put at [NZ $ 26 million].", ["money 26000000 NZD"]),
    ("He paid [300,000 Kenyan shillings] ([$2,600]).", ["money 300000 KES", "money 2600 USD"]),
    ("It must be returned within [twenty working days].", ["duration 20 working day"]),
    ("Acceptance is [above 95%].", ["percentage at-least 95 %"]),
    ("[Some 600 police officers] quit in protest.", ["people about 600"]),
    ("Losses exceeded [10%] of output.", ["percentage at-least 10 %"]),
    ("The death toll has surpassed [2,000].", ["killed at-least 2000"]),
    ("Parliament passed [12 laws].", ["objects 12"]),
    ("[Nearly 3m Ukrainians] have left; 1.8m are in Poland.", ["people about 3000000"]),
    ("It bought [12 F-16s] for [$1.2 billion].", ["objects 12", "money 1200000000 USD"]),
    ("[About 100 people], mostly women, were hurt.", ["injured about 100"]),
    ("Aid of [€40m], including [$5m] in loans, was approved.", ["money 40000000 EUR", "money 5000000 USD"]),
    # negations and zero
    ("The blast hurt nobody, but [two cars] burnt.", ["vehicles 2"]),
]

NO_FIGURE = [
    "It was founded in 1949 and renamed in 1991.",
    "They met on 3 May at 10.30 a.m.",
    "The 7.8-magnitude quake struck at night.",
    "The earthquake measured 6.2 on the Richter scale.",
    "Version 2.5 of the plan was rejected.",
    "Article 51 and Resolution 2254 apply.",
    "The Su-27 and the F-16 collided.",
    "The team won 2-1 after extra time.",
    "The 45-year-old driver fled.",
    "She is in her forties.",
    "One of the soldiers said so.",
    "The two presidents and their three ministers met.",
    "World War II and the Six-Day War came up.",
    "Chapter 7 was invoked.",
    "The G20, the P5+1 and the E3 agreed.",
    "The flight left gate 12.",
    "About 1 in 5 children is hungry.",
    "The drone flew at 120 km/h.",
    "Temperatures reached 45 degrees.",
]


@pytest.mark.parametrize(("marked", "expected"), COUNTED)
def test_counts(marked: str, expected: list[str]) -> None:
    text, words = unmarked(marked)
    found = find_figures(text)
    assert [(figure.words, shown(figure)) for figure in found] == list(zip(words, expected, strict=True))
    assert all(text[figure.span.start : figure.span.end] == figure.words for figure in found)


@pytest.mark.parametrize("text", NO_FIGURE)
def test_no_figure(text: str) -> None:
    assert find_figures(text) == ()
