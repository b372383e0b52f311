"""Whose saying it is where sentences are long: second acts, drawn-in subjects, relative clauses, nouns."""

from __future__ import annotations

import functools

import pytest

from kg.build import Knowledge, Settings, find
from kg.model import Article, Span


@functools.cache
def _knowledge() -> Knowledge:
    return Knowledge(Settings())


def brief(text: str) -> list[tuple[str, str]]:
    found = find(Article(text, paragraphs=(Span(0, len(text)),)), _knowledge()).statements
    return [(s.speaker.label, s.proposition.text.strip('“”"., ')) for s in found]


# A second act without a subject of its own is the first one's speaker's, and no part of what he says.
SECOND_ACTS = {
    # A perfect goes on in the present.
    "Amina Yusuf has admitted that the files were lost but says they were burnt in a fire.": [
        ("Amina Yusuf", "the files were lost"),
        ("Amina Yusuf", "they were burnt in a fire"),
    ],
    "Amina Yusuf said that the guard had been ill and had slept in the hut.": [
        ("Amina Yusuf", "the guard had been ill"),
        ("Amina Yusuf", "had slept in the hut"),
    ],
    # The parser takes 'on' for what opens a clause.
    "Amina Yusuf said that the plan was a joke and called on the minister to resign.": [
        ("Amina Yusuf", "the plan was a joke"),
        ("Amina Yusuf", "resign"),
    ],
    "Amina Yusuf called on members to vote against the plan.": [("Amina Yusuf", "vote against the plan")],
    "Karim Haddad said the attack showed the weakness of the guerrillas and urged people to report them.": [
        ("Karim Haddad", "the attack showed the weakness of the guerrillas"),
        ("Karim Haddad", "report them"),
    ],
    "Karim Haddad told state radio that talk of a truce was a lie, and accused Mali of spreading rumours.": [
        ("Karim Haddad", "talk of a truce was a lie"),
        ("Karim Haddad", "spreading rumours"),
    ],
    "Amina Yusuf said the figures showed that aid would not arrive, and called for an airlift.": [
        ("Amina Yusuf", "the figures showed that aid would not arrive"),
        ("Amina Yusuf", "an airlift"),
    ],
    "Amina Yusuf argued that the law breached the constitution and vowed to challenge it in court.": [
        ("Amina Yusuf", "the law breached the constitution"),
        ("Amina Yusuf", "challenge it in court"),
    ],
    "The navy said in a statement that it had “answered unprovoked fire” and warned that it would go on.": [
        ("The navy", "it had “answered unprovoked fire"),
        ("The navy", "it would go on"),
    ],
    # Somebody else may well have done it.
    "France said Mali expelled its envoy and blamed the junta for the crisis.": [
        ("France", "Mali expelled its envoy and blamed the junta for the crisis"),
        ("Mali", "the crisis"),
    ],
    # Participles.
    "Kenya stands with Sudan, Ambassador Amina Yusuf wrote on X, condemning “cowardly raids” by gunmen.": [
        ("Amina Yusuf", "Kenya stands with Sudan"),
        ("Amina Yusuf", "cowardly raids” by gunmen"),
    ],
    "The army announced that it had ended its drills, describing them as necessary.": [
        ("The army", "it had ended its drills"),
        ("The army", "necessary"),
    ],
}

# The parser draws the subject into the phrase before it, or takes a participle for the verb.
DRAWN_IN = {
    "In the town of Kamba, the mayor, Joseph Otieno, accused herders of burning crops and asked for help.": [
        ("Joseph Otieno", "burning crops"),
        ("Joseph Otieno", "help"),
    ],
    "In a letter to Boris Tadic, the union's top diplomat, Maria Lopez, pledged her support.": [
        ("Maria Lopez", "her support"),
    ],
    "In the same interview Maria Lopez promised to lower taxes, condemned the raid and urged all to wait.": [
        ("Maria Lopez", "lower taxes"),
        ("Maria Lopez", "the raid"),
        ("Maria Lopez", "wait"),
    ],
    "Amina Yusuf, asked whether the army would fire, ruled out the idea.": [
        ("Amina Yusuf", "the idea"),
    ],
    "The spokesman, Tunde Bello, would neither confirm nor deny that.": [],
}

# A passive does not say that its subject, or who else stands about, does it; a participle is no verb.
DONE_TO = {
    "Hans Weber laughed when he was asked whether he would run again.": [],
    "Ana Brandt was in tears as she left the room. Asked whether the mine would open, she replied: “When "
    "there is something to open.”": [("Ana Brandt", "When there is something to open")],
    "Hans Weber asked whether the mine would open before the spring.": [
        ("Hans Weber", "whether the mine would open before the spring"),
    ],
    # Who is quoted speaks, and so does the outlet that quotes him.
    "“They ran,” Hans Weber was quoted as saying by the news agency Reuters, “and we ran too.”": [
        ("Reuters", "They ran,” … “and we ran too"),
        ("Hans Weber", "They ran,” … “and we ran too"),
    ],
    "“It is shut,” Hans Weber was quoted by Reuters as saying.": [
        ("Reuters", "It is shut"),
        ("Hans Weber", "It is shut"),
    ],
    "“It is shut,” Reuters quoted Hans Weber as saying. “Nobody will go in.”": [
        ("Reuters", "It is shut"),
        ("Hans Weber", "It is shut"),
        ("Hans Weber", "Nobody will go in"),
    ],
    "Hans Weber was quoted by Reuters as saying that the road was shut.": [
        ("Reuters", "the road was shut"),
        ("Hans Weber", "the road was shut"),
    ],
    "“It is shut,” Hans Weber was quoted by the agency Reuters as saying. “But we will go in.”": [
        ("Reuters", "It is shut"),
        ("Hans Weber", "It is shut"),
        ("Hans Weber", "But we will go in"),
    ],
    "“It is shut,” Hans Weber, quoted by Reuters, said.": [("Hans Weber", "It is shut")],
    # Who expected it says no more than that.
    "The bank kept its rate unchanged, as expected by analysts, but signalled that a cut was near.": [
        ("Analysts", "The bank kept its rate unchanged"),
        ("The bank", "a cut was near"),
    ],
    # 'It' is no deed that somebody is told to do.
    "It was too early, Hans Weber told reporters, to reopen the mine.": [
        ("Hans Weber", "It was too early … to reopen the mine"),
    ],
    "Hans Weber told reporters to leave the mine.": [("Hans Weber", "leave the mine")],
    "Norway read reports, according to which ten miners had died in Leeds.": [
        ("Reports", "ten miners had died in Leeds"),
    ],
    # A crowd's words are not those of who spoke last.
    "Hans Weber said that it was over. Some came waving flags and chanting “Reopen it!”": [
        ("Hans Weber", "it was over"),
        ("Some", "Reopen it!"),
    ],
    "“We will not sell,” the mill's owner, Hans Weber, was quoted by Reuters as saying.": [
        ("Reuters", "We will not sell"),
        ("Hans Weber", "We will not sell"),
    ],
    # Who is named behind whom 'according to' cites is the one who did it, whatever the parser makes of him.
    "According to Reuters, the mayor's brother, Hans Weber, owned the mill.": [
        ("Reuters", "the mayor's brother, Hans Weber, owned the mill"),
    ],
    "According to Maria Lopez, a miller, the dam had burst.": [("Maria Lopez", "the dam had burst")],
    "According to a miller, Maria Lopez, the dam had burst.": [("Maria Lopez", "the dam had burst")],
    "The mayor was cited by the union.": [],
    # What is named alone goes without what else its author does.
    "Kenya signed despite objections from Hungary, whose army had left.": [
        ("Hungary", "objections from Hungary"),
    ],
    "Hans Weber was asked by reporters whether he would run again.": [
        ("Reporters", "whether he would run again")
    ],
    "Maria Lopez said the road was open. Hans Weber was asked, “Who paid for it?”": [
        ("Maria Lopez", "the road was open"),
    ],
    "Weber, widely nicknamed the “baron of salt”, was head of the mine for ten years.": [],
    "A Malaga dentist accused of stealing told a provincial court on Monday that he had done no wrong.": [
        ("Malaga dentist", "he had done no wrong"),
    ],
    "Hans Weber accused the union of stalling and told reporters he would sue.": [
        ("Hans Weber", "stalling"),
        ("Hans Weber", "he would sue"),
    ],
    "Maria Lopez has repeatedly maintained a review is what the council is doing.": [
        ("Maria Lopez", "a review is what the council is doing"),
    ],
}

# What the tagger takes for one more source is said, or stands by another verb.
ONE_SOURCE = {
    "Or maybe Maria Lopez, campaign manager Hans Weber says.": [
        ("Hans Weber", "maybe Maria Lopez"),
    ],
    "Hans Weber, the mayor, said it was over.": [("Hans Weber", "it was over")],
    "Hans Weber and Maria Lopez said it was over.": [
        ("Hans Weber", "it was over"),
        ("Maria Lopez", "it was over"),
    ],
    "Most of the villages in the valley, the petition pointed out, have no doctor.": [
        ("the petition", "Most of the villages in the valley … have no doctor"),
    ],
    "Another 90 people were saved, many of them by fishermen, coast guard spokesman Commodore Hans Weber "
    "told a news briefing in Manila.": [
        ("Hans Weber", "Another 90 people were saved … many of them by fishermen"),
    ],
    # Who speaks is joined to who has done something else.
    "Arville councillors have dropped a plan to close four streets after a meeting at which a retired "
    "teacher was led out by police and the council leader admitted: “We got this wrong.”": [
        ("the council leader", "We got this wrong"),
    ],
    "According to the guards and the mayor, the hall was full.": [
        ("Guards", "the hall was full"),
        ("Mayor", "the hall was full"),
    ],
    "The unions fought the budget, with Hans Weber of Chile calling the cuts “a disgrace” and Maria Lopez "
    "of Peru calling the plan “theft”.": [
        ("Hans Weber", "a disgrace"),
        ("Maria Lopez", "theft"),
    ],
}

# What is asked for, meant, avoided or only thought of has not been said.
UNSAID = {
    "The union has requested Governor Hans Weber declare a state of emergency.": [
        ("Union", "Governor Hans Weber declare a state of emergency"),
    ],
    "The union is demanding that the candidates propose a law on clean water.": [
        ("Union", "the candidates propose a law on clean water"),
    ],
    "The union insists that the miners deny the charge.": [
        ("Union", "the miners deny the charge"),
        ("Miners", "the charge"),
    ],
    "Friendship means admitting that Hans Weber was right.": [],
    "Hans Weber began complaining that the road was shut.": [("Hans Weber", "the road was shut")],
    "If the House of Commons votes to dismiss Hans Weber, he would leave the city.": [],
    "The judges are required to rule by Friday on the appeal.": [],
    "Not everyone was claiming success.": [],
    "Not only Chile said it was over.": [("Chile", "it was over")],
    # The present perfect goes with a present, the past perfect with none.
    "Chile has denied mistreating sailors and accuses Peru of doing so.": [
        ("Chile", "mistreating sailors"),
        ("Chile", "doing so"),
    ],
    "Hans Weber told reporters he had not planned on singing and blamed the choir.": [
        ("Hans Weber", "he had not planned on singing"),
        ("Hans Weber", "the choir"),
    ],
}

# Who has another's support says nothing by that.
SUPPORT = {
    "Maria Lopez won the backing of the miners' union on Monday.": [("Miners' union", "Maria Lopez")],
    "Hans Weber voiced his support of the plan.": [("Hans Weber", "the plan")],
    "Hans Weber could not get the support of the union.": [],
    # A word with a hyphen is one word.
    "The party advocates lower taxes, protection and non-intervention.": [
        ("Party", "lower taxes"),
        ("Party", "protection"),
        ("Party", "non-intervention"),
    ],
}

# The verb says all, or all but for what.
ALL_SAID = {
    "Maria Lopez apologised to the passengers and said the train was late.": [
        ("Maria Lopez", "apologised"),
        ("Maria Lopez", "the train was late"),
    ],
    "Hans Weber apologised to the miners for the delay.": [("Hans Weber", "the delay")],
    "Hans Weber pleaded not guilty on Tuesday to seven counts of theft.": [
        ("Hans Weber", "pleaded not guilty … to seven counts of theft"),
    ],
    "Hans Weber pled guilty to stealing nine boats.": [
        ("Hans Weber", "pled guilty to stealing nine boats"),
    ],
    "Hans Weber pleaded with the union to wait.": [("Hans Weber", "wait")],
    "Chile asked Peru to move; Peru refused for years.": [("Chile", "move")],
    "Hans Weber liked to say that the sea was a bad teacher.": [
        ("Hans Weber", "the sea was a bad teacher"),
    ],
    "Hans Weber would like to say that the sea was calm.": [],
}

# What is turned down or denied stands before it.
TAKEN_UP = {
    "Peru said Chile had fired first, an allegation Santiago denied.": [
        ("Peru", "Chile had fired first"),
        ("Chile", "Chile had fired first"),
    ],
    "Peru has accused Chile of sending patrols, a charge Santiago rejected on Friday as “pure fiction”.": [
        ("Peru", "sending patrols"),
        ("Chile", "sending patrols"),
    ],
    "Chile has proposed a joint patrol. Peru has turned that down.": [
        ("Chile", "a joint patrol"),
        ("Peru", "that"),
    ],
    "Organisers of the race denied having invited Maria Lopez.": [
        ("Organisers of the race", "having invited Maria Lopez"),
    ],
}

# Nouns of saying whose owner or content the parser hangs higher up.
NOUNS = {
    "The truce follows an appeal in March by the rebel leader, Joseph Otieno, to end the war.": [
        ("Joseph Otieno", "end the war"),
    ],
    "Chile brushed aside calls from Peru to open the port.": [
        ("Chile", "calls from Peru to open the port"),
        ("Peru", "open the port"),
    ],
}

# Sayings that the parser hangs elsewhere, or that stand in few words.
ASIDES = {
    # Of what somebody is accused, behind by whom.
    "Hans Weber was accused by the miners' union of stalling.": [("Miners' union", "stalling")],
    "Chile has been accused in turn by Hans Weber of “hiding its losses”.": [
        ("Hans Weber", "hiding its losses")
    ],
    "Hans Weber was praised by the Chamber of Commerce.": [("Chamber of Commerce", "Hans Weber")],
    # What another has told, put in two by who says so.
    "Chile had promised him, Hans Weber said, that the road would open.": [
        ("Chile", "the road would open"),
        ("Hans Weber", "Chile had promised him … that the road would open"),
    ],
    "Ana Brandt was tired. She had been assured by Hans Weber, she said, that the miners would be paid.": [
        ("Hans Weber", "the miners would be paid"),
        ("Ana Brandt", "She had been assured by Hans Weber … that the miners would be paid"),
    ],
    "The road was shut, Hans Weber said, that day.": [("Hans Weber", "The road was shut")],
    # What others say of it is no part of what is offered or asked for; what one says oneself may be.
    "Chile has offered a loan, which Peru said was welcome.": [
        ("Chile", "a loan"),
        ("Peru", "a loan … was welcome"),
    ],
    "Hans Weber demanded a talk with the board, whose lawyer replied that it had no time.": [
        ("Hans Weber", "a talk with the board"),
        ("Lawyer", "it had no time"),
    ],
    "Hans Weber called for a ban on the film, which opens on Monday.": [
        ("Hans Weber", "a ban on the film, which opens on Monday"),
    ],
    "“We want a bridge, which the union says is useless,” Hans Weber said.": [
        ("Union", "a bridge … is useless"),
        ("Hans Weber", "We want a bridge, which the union says is useless"),
    ],
    # How long after something else it is said.
    "Chile and Peru have agreed to share the water, the Chilean Foreign Ministry said on Friday, two days "
    "after nine miners, among them two boys, drowned near the border.": [
        ("Chile", "share the water"),
        ("Peru", "share the water"),
        ("Ministry of Foreign Affairs of Chile", "Chile and Peru have agreed to share the water"),
    ],
    "Hans Weber said the road was shut two days after the flood, in which nine died.": [
        ("Hans Weber", "the road was shut two days after the flood, in which nine died"),
    ],
    # What is to be done with what is asked for, unlike what it is for.
    "Hans Weber wrote to Chile asking for the wall beside the school to be moved.": [
        ("Hans Weber", "the wall beside the school to be moved"),
    ],
    "Hans Weber asked for a loan to repair the wall.": [("Hans Weber", "a loan to repair the wall")],
    # A second 'that', wherever the parser has joined it, and what stands before the end of a clause.
    "Hans Weber said that the books were in order when he left and that all other talk was malice.": [
        ("Hans Weber", "the books were in order when he left"),
        ("Hans Weber", "all other talk was malice"),
    ],
    "Hans Weber said the wall would hold if the rain stopped and the gates stayed shut.": [
        ("Hans Weber", "the wall would hold if the rain stopped and the gates stayed shut"),
    ],
    "Martin Moreau said after the vote that he was grieved but would respect the decision.": [
        ("Martin Moreau", "he was grieved but would respect the decision"),
    ],
    # What somebody does beside a saying he does not say; what he says beside it, he does.
    "The road was shut, Hans Weber said, and he urged drivers to turn back.": [
        ("Hans Weber", "The road was shut"),
        ("Hans Weber", "turn back"),
    ],
    "The road was shut, Hans Weber said, and it would stay so.": [
        ("Hans Weber", "The road was shut"),
        ("Hans Weber", "it would stay so"),
    ],
    # What somebody denies having asked for, he has not.
    "Ana Brandt denied having asked for a loan.": [("Ana Brandt", "having asked for a loan")],
    "Ana Brandt, who runs a museum, was sad. The loan had been a gift, she said, and she denied having asked "
    "for it.": [
        ("Ana Brandt", "The loan had been a gift"),
        ("Ana Brandt", "having asked for it"),
    ],
    # What stands before a colon is the article's.
    "Ana Brandt was gloomier: she had been told by the Peruvian embassy that the road was shut.": [
        ("Embassy of Peru", "the road was shut"),
    ],
    # What a clause with 'as' comments on, unlike what happened meanwhile.
    "The road stayed shut, as the union had demanded.": [("Union", "The road stayed shut")],
    "The line could not be moved, as Chile had asked, Hans Weber said.": [
        ("Chile", "The line could not be moved"),
        ("Hans Weber", "The line could not be moved, as Chile had asked"),
    ],
    "Shares fell, as Chile warned of a slump.": [("Chile", "a slump")],
    # What an ultimatum asks for is no saying.
    "The party gave Hans Weber until Friday to dismiss Ana Brandt or face a vote.": [
        ("Party", "dismiss Ana Brandt or face a vote"),
    ],
    # Subjects that hang under the clause before.
    "A month after their ministers met here, Chile and Peru on Tuesday accused each other of breaking it.": [
        ("Chile", "breaking it"),
        ("Peru", "breaking it"),
    ],
    # What somebody's account or claim is, unlike what might be argued.
    "Ana Brandt's claim is that the road was open.": [("Ana Brandt", "the road was open")],
    "Chile's best argument is that the road was open.": [],
    "Ana Brandt turned the proposal down.": [("Ana Brandt", "the proposal")],
    # The outer saying and the inner one.
    "Hans Weber put the loss at 17 million euros and said two firms, which he did not name, had announced "
    "that they would leave.": [
        ("Hans Weber", "the loss at 17 million euros"),
        ("Hans Weber", "two firms, which he did not name, had announced that they would leave"),
        ("Two firms", "they would leave"),
    ],
    # One person may be all that is said.
    "The ministry contradicted him within the hour.": [("The ministry", "him")],
    "Hans Weber blamed everyone.": [("Hans Weber", "everyone")],
    "Nonsense, said Hans Weber, the secretary of the party.": [("Hans Weber", "Nonsense")],
    "Not so, countered Hans Weber: the road was open.": [("Hans Weber", "the road was open")],
    "Chile asked Peru to move; Peru refused at once.": [("Chile", "move"), ("Peru", "refused")],
}

# Who is asked something between commas asks nothing, nor is a question a saying.
ASKED = {
    "Government spokeswoman Maria Lopez, asked whether Chile would pay, told Peru that it might.": [
        ("Maria Lopez", "it might"),
    ],
    "The mayor, Joseph Otieno, pressed on the strike, said it was over.": [("Joseph Otieno", "it was over")],
    "Joseph Otieno, the mayor, asked whether Chile would pay.": [
        ("Joseph Otieno", "whether Chile would pay")
    ],
    "Did Chile ask him to go?": [],
    "Has Chile denied that the road is shut?": [],
    "Maria Lopez said that Chile had asked him to go.": [
        ("Maria Lopez", "Chile had asked him to go"),
        ("Chile", "go"),
    ],
}

# What somebody is quoted as saying is his, and whoever quotes him says no more.
QUOTED_AS = {
    "“It is over,” the daily quoted Maria Lopez as saying.": [("Maria Lopez", "It is over")],
    "“It is over,” Maria Lopez was quoted as saying.": [("Maria Lopez", "It is over")],
    "President Lee Jae-myung spoke by telephone with Prime Minister Shigeru Ishiba of Japan today.": [],
}

# Whom somebody rings is called nothing.
RUNG = {
    "Maria Lopez called the Prime Minister on Wednesday.": [],
    "Maria Lopez called Hans Weber a Judas.": [("Maria Lopez", "a Judas")],
    "Hans Weber, whom Maria Lopez called Judas, left.": [("Maria Lopez", "Judas")],
}

# What stands before a colon is not said in the aside behind it, a quotation apart.
COLONS = {
    "Joseph Otieno disagrees: neither army, he argues, can afford a long siege.": [
        ("Joseph Otieno", "disagrees"),
        ("Joseph Otieno", "neither army … can afford a long siege"),
    ],
    "“I know this: neither army,” Joseph Otieno argues, “can afford a siege.”": [
        ("Joseph Otieno", "I know this: neither army,” … “can afford a siege"),
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *ASKED.items(),
        *COLONS.items(),
        *RUNG.items(),
        *QUOTED_AS.items(),
        *SECOND_ACTS.items(),
        *DRAWN_IN.items(),
        *DONE_TO.items(),
        *ONE_SOURCE.items(),
        *UNSAID.items(),
        *SUPPORT.items(),
        *ALL_SAID.items(),
        *TAKEN_UP.items(),
        *NOUNS.items(),
        *ASIDES.items(),
    ],
)
def test_whose_saying_it_is(text: str, expected: list[tuple[str, str]]) -> None:
    assert brief(text) == expected


# Numbers that somebody counts, whose view or count it is, what is said to those summoned.
COUNTS_AND_VIEWS = {
    "The Kenyan interior ministry counted 40,000 people at the rally. Chile put the toll at two million.": [
        ("Ministry of Internal Affairs of Kenya", "40,000 people at the rally"),
        ("Chile", "the toll at two million"),
    ],
    "The guard put the box at the door.": [],
    "The drones crossed the border twelve times, by Chile's count.": [
        ("Chile", "The drones crossed the border twelve times"),
    ],
    "For Joseph Otieno, a historian in Nairobi, neither side wants a truce.": [
        ("Joseph Otieno", "neither side wants a truce"),
    ],
    "For Israel, the deal was a success.": [],
    "Kenya summoned the Ugandan ambassador to complain about the raid.": [("Kenya", "the raid")],
    "Lula came to power on a pledge to end the felling.": [
        ("Luiz Inácio Lula da Silva", "end the felling"),
    ],
    "Chile gave government troops in the old town 48 hours to leave.": [("Chile", "leave")],
    "It was a trap, retorted Joseph Otieno, a deputy.": [("Joseph Otieno", "It was a trap")],
}


@pytest.mark.parametrize("text", COUNTS_AND_VIEWS)
def test_counts_views_and_terms(text: str) -> None:
    assert brief(text) == COUNTS_AND_VIEWS[text]


# Whom an outlet cites speaks, and the outlet says no more than he does.
CITED = {
    "“It held,” Reuters cited a miller as saying.": [("Reuters", "It held"), ("Miller", "It held")],
    "TASS quoted a miller as saying that the dam held. She said 40 men had worked on it.": [
        ("TASS", "the dam held"),
        ("Miller", "the dam held"),
        ("Miller", "40 men had worked on it"),
    ],
    "TASS cited the ministry as saying that the dam held. It added that 40 men had worked on it.": [
        ("TASS", "the dam held"),
        ("the ministry", "the dam held"),
        ("the ministry", "40 men had worked on it"),
    ],
    "TASS cited the ministry as its source. It added that the dam held.": [("TASS", "the dam held")],
    "The court cited the rule as being too vague.": [("The court", "the rule as being too vague")],
    "Experts cited by TASS as saying that the dam was safe were not named.": [
        ("TASS", "the dam was safe"),
        ("Experts", "the dam was safe"),
    ],
}

# What is turned down is what is said, and not what it is held for.
HELD_FOR = {
    "Hans Weber rejected the survey as “a sales trick”.": [("Hans Weber", "the survey")],
    "Hans Weber dismissed the complaint as groundless.": [("Hans Weber", "the complaint")],
    "Hans Weber dismissed claims that he had served as a guide.": [
        ("Hans Weber", "he had served as a guide")
    ],
    # What somebody is to be, and what has its own 'as' beside it, stays.
    "Hans Weber rejected Maria Lopez as treasurer.": [("Hans Weber", "Maria Lopez as treasurer")],
    "Hans Weber rejected Maria Lopez as his manager.": [("Hans Weber", "Maria Lopez as his manager")],
    "Hans Weber rejected the survey as a whole.": [("Hans Weber", "the survey as a whole")],
    'Hans Weber rejected the survey as "a trick", and the fee as "a tax" on bread.': [
        ("Hans Weber", 'the survey as "a trick", and the fee as "a tax" on bread')
    ],
    "Hans Weber justified the fee as a safety measure.": [("Hans Weber", "a safety measure")],
    "Hans Weber justified his absence.": [],
    # Deeds done 'as' something are no judgements of it.
    "Raiders attacked the mill as revenge.": [],
    "Hans Weber presented a whale tooth as evidence.": [],
    "Maria Lopez presented as a miller.": [],
    "Hans Weber had no sympathy for the millers.": [],
}

# Praise and blame come from somebody, also in messages.
COMING = {
    "Praise came from Chile and from Peru.": [("Chile", "Praise"), ("Peru", "Praise")],
    "Words of condemnation poured in from Norway.": [("Norway", "Words of condemnation")],
    "Condolences arrived from Peru.": [("Peru", "Condolences")],
    "Criticism came from the miller of Zell.": [("Miller of Zell", "Criticism")],
    "Messages of support poured in from Norway.": [("Norway", "Messages of support")],
    "Praise came late.": [],
    "Support came from the air.": [],
    # Where none came, or it only may, nobody has said so; backing in goods is a deed.
    "Criticism did not come from Norway.": [],
    "Praise never came from Peru.": [],
    "Praise could come from Peru.": [],
    "Criticism will come from Norway.": [],
    "If praise came from Peru, the miller slept through it.": [],
    "Hardly any praise came from Peru.": [],
    "Little criticism came from Peru.": [],
    "Naval support came from Peru.": [],
}

# What somebody's aim or stance is said to be, whom he calls onto the streets, what he bids to do.
STANCES = {
    "Norway's stated goal is to end whaling by 2030.": [("Norway", "end whaling by 2030")],
    "Norway's stance is that whaling must end.": [("Norway", "whaling must end")],
    "The goal of the ban is to end whaling.": [],
    "The ban's goal is to end whaling.": [],
    "The survey's aim is to count whales.": [],
    "Norway's aim is not to end whaling.": [],
    "Norway's goal may be to end whaling.": [],
    "Norway's stance is not that whaling must end.": [],
    "Maria Lopez's goal was to be the last of the match.": [],
    "His goal is to sell the mill.": [],
    "Maria Lopez denied that her goal was to sell the mill.": [
        ("Maria Lopez", "her goal was to sell the mill")
    ],
    "Fishermen say Norway's goal is to end whaling.": [("Fishermen", "Norway's goal is to end whaling")],
    "Maria Lopez called her supporters onto the streets.": [("Maria Lopez", "the streets")],
    "The march brought thousands onto the streets.": [],
    "Three cities bid to host the regatta.": [("Three cities", "host the regatta")],
}

# One body with two names speaks once, and a name in apposition is that of what it stands by.
TWO_NAMES = {
    "Maria Lopez, or Mimi, said it was over.": [("Maria Lopez", "it was over")],
    "Employees of the bakery Hans Weber founded said it was over.": [
        ("Employees of the bakery", "it was over")
    ],
    "Peru, or Chile, said it was over.": [("Peru", "it was over"), ("Chile", "it was over")],
    "Maria Lopez or Hans Weber said it was over.": [
        ("Maria Lopez", "it was over"),
        ("Hans Weber", "it was over"),
    ],
    "The bakers' union, the BuB, said ovens were cold.": [("BuB", "ovens were cold")],
    "The bakers' union, Hans Weber said, was broke.": [("Hans Weber", "The bakers' union … was broke")],
}

# A clause put first is a saying of its own, though the parser makes its subject an object.
SET_AGAINST = {
    "While Peru maintains the ferry must be sold, Chile argues it must sail.": [
        ("Peru", "the ferry must be sold"),
        ("Chile", "it must sail"),
    ],
    "While Peru maintains the ferry, Chile argues it must sail.": [("Chile", "it must sail")],
}

# What is told to a court is not its own, and a term may stand behind a clause on those who have it.
TERMS_AND_HEARINGS = {
    "The jury heard that Hans Weber had hidden the money.": [],
    "Chile gave the sailors who deserted a week to return.": [("Chile", "return")],
    "Chile gave the sailors who deserted a medal.": [],
}

WIRE = CITED | HELD_FOR | COMING | STANCES | TWO_NAMES | SET_AGAINST | TERMS_AND_HEARINGS


@pytest.mark.parametrize("text", WIRE)
def test_how_agencies_attribute(text: str) -> None:
    assert brief(text) == WIRE[text]


# What others have said, in the words of somebody: the inner saying is according to the outer speaker.
QUOTED = {
    "“In 2013 the mayor also promised us peace,” Joseph Otieno says.": ("Mayor", "Joseph Otieno"),
    "“The Kenyans asked my aunt to leave,” Amina Yusuf said.": ("Kenyans", "Amina Yusuf"),
    "“Chile demanded that the ships turn back,” Maria Lopez said.": ("Chile", "Maria Lopez"),
    "“My uncle believes that the war will end,” Amina Yusuf said.": ("Amina Yusuf's uncle", "Amina Yusuf"),
    "“The mayor says the bridge is closed,” Maria Lopez said.": ("Mayor", "Maria Lopez"),
    "“A neighbour promised to look for him,” Maria Lopez said.": (
        "Neighbour of Maria Lopez",
        "Maria Lopez",
    ),
    "Norway was worried that the pipeline would burst, Maria Lopez said.": ("Norway", "Maria Lopez"),
    "Oslo had always said that the border would stay open, Maria Lopez said.": ("Norway", "Maria Lopez"),
    "Maria Lopez said that Hans Weber had accepted the plan.": ("Hans Weber", "Maria Lopez"),
    "Chile feared a flood in the valley, Maria Lopez said.": ("Chile", "Maria Lopez"),
    "Two of its officials, Maria Lopez said, had asked for a pause.": ("Officials", "Maria Lopez"),
    "His state, Maria Lopez said, has already agreed to wait.": ("His state", "Maria Lopez"),
    "Prosecutors say that Hans Weber ordered the police to fire.": ("Hans Weber", "Prosecutors"),
}


@pytest.mark.parametrize("text", QUOTED)
def test_a_saying_inside_what_another_says(text: str) -> None:
    found = find(Article(text, paragraphs=(Span(0, len(text)),)), _knowledge()).statements
    inner, outer = sorted(found, key=lambda s: s.according_to is None)
    assert inner.according_to == outer.speaker
    assert (inner.speaker.label, outer.speaker.label) == QUOTED[text]


def test_whoever_speaks_for_a_state_says_what_it_says_of_us() -> None:
    text = (
        "According to the constitution, “Peru has always said we are ready to provide rights and security "
        "for the Aymara,” he told BBC News."
    )
    (statement,) = find(Article(text, paragraphs=(Span(0, len(text)),)), _knowledge()).statements
    assert statement.speaker.label == "he"


def test_what_is_not_expected_is_expected_not_to_be() -> None:
    text = "Joseph Otieno does not believe that the truce will hold. Amina Yusuf believes that it will hold."
    doubts, trusts = find(Article(text, paragraphs=(Span(0, len(text)),)), _knowledge()).statements
    assert (doubts.proposition.negated, trusts.proposition.negated) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        "said said null null - \x8bþ",
        "accused million ® \U0007eff0@ Armenia said they million ﬁ ﬁ",
        "accused million ®\U0007eff0@ Armenia said they million ﬁ ®\U0007eff0@ ﬁ ﬁ",
    ],
)
def test_words_that_are_no_sentence(text: str) -> None:
    for statement in find(Article(text, paragraphs=(Span(0, len(text)),)), _knowledge()).statements:
        assert all(0 <= s.start < s.end <= len(text) for e in statement.evidence for s in e.spans)
