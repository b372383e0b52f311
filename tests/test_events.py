"""What the article itself reports as having happened; what is only said, planned or negated is no event."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from kg.model import Event, Findings

DAY = datetime.date(2023, 9, 20)


@dataclass(frozen=True)
class Happened:
    """An expected event."""

    type: str
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def as_happened(event: Event) -> Happened:
    return Happened(
        event.type,
        tuple(sorted(entity.label for entity in event.actors)),
        tuple(sorted(entity.label for entity in event.targets)),
        tuple(sorted(entity.label for entity in event.places)),
    )


EVENTS = {
    "Azerbaijan launched an offensive in Nagorno-Karabakh on Tuesday.": (
        Happened("Offensive", ("Azerbaijan",), places=("Nagorno-Karabakh",)),
    ),
    "The government of Chile collapsed on Monday.": (Happened("Dissolution", ("Government of Chile",)),),
    "Russia invaded Ukraine in February 2022.": (Happened("Invasion", ("Russia",), ("Ukraine",)),),
    "Israel bombed Hezbollah on Monday.": (Happened("Shelling", ("Israel",), ("Hezbollah",)),),
    "Turkey and Egypt signed an agreement in Cairo.": (
        Happened("Treaty", ("Egypt", "Turkey"), places=("Cairo",)),
    ),
    "A ceasefire took effect in Sudan on Wednesday.": (Happened("Ceasefire", places=("Sudan",)),),
    "Thousands of people protested in Tbilisi.": (Happened("PROTEST", ("People",), places=("Tbilisi",)),),
    "Ukraine was attacked by Russia.": (Happened("ASSAULT", ("Russia",), ("Ukraine",)),),
    "France withdrew from Niger.": (Happened("Withdrawal", ("France",), places=("Niger",)),),
    "Serbia held talks with Kosovo in Cairo.": (
        Happened("Negotiation", ("Kosovo", "Serbia"), places=("Cairo",)),
    ),
    "Emmanuel Macron visited Armenia on Friday.": (
        Happened("Visit", ("Emmanuel Macron",), places=("Armenia",)),
    ),
    "Canada imposed sanctions on Iran.": (Happened("SANCTION", ("Canada",), ("Iran",)),),
    "Moscow stayed silent about its invasion of Ukraine.": (Happened("Invasion", ("Russia",), ("Ukraine",)),),
}

#: Who takes part in which role, however the grammar puts it.
PARTICIPANTS = {
    "Azerbaijani shelling of Armenian positions went on.": (
        Happened("Shelling", ("Azerbaijan",), ("Armenia",)),
    ),
    "Hungarian and Romanian officials met in Vienna.": (
        Happened("Meeting", ("Hungarian officials", "Romanian officials"), places=("Vienna",)),
    ),
    "The presidents of Guyana and Venezuela met on Thursday.": (
        Happened("Meeting", ("Irfaan Ali", "Nicolás Maduro")),
    ),
    "A Kenyan drone struck a bus in Ghana.": (Happened("Shelling", ("Kenya",), (), places=("Ghana",)),),
    "French President Emmanuel Macron left. Peru elected a new president.": (
        Happened("Election", ("Peru",), ("New president",)),
    ),
    "British aircraft bombed the Taliban.": (Happened("Shelling", ("United Kingdom",), ("Taliban",)),),
    "The army of Sudan carried out strikes against Chad.": (
        Happened("Shelling", ("Armed forces of Sudan",), ("Chad",)),
    ),
    "Japan gave Kenya a loan.": (Happened("AID", ("Japan",), ("Kenya",)),),
    "Canada continued to send weapons to Ukraine.": (Happened("AID", ("Canada",), ("Ukraine",)),),
    "Afghan rebels attacked the Pakistani army.": (
        Happened("ASSAULT", ("Afghan rebels",), ("Armed forces of Pakistan",)),
    ),
    "The Hezbollah group attacked Israel.": (Happened("ASSAULT", ("Hezbollah",), ("Israel",)),),
    "A truce mediated by Egypt took effect in Sudan.": (
        Happened("Ceasefire", places=("Sudan",)),
        Happened("Mediation", ("Egypt",)),
    ),
    "Serbia broke the ceasefire on Monday.": (Happened("CeasefireViolation", ("Serbia",)),),
    "Serbia broke the agreement on Monday.": (Happened("REJECT", ("Serbia",)),),
    # Whose arrest or death it is is whom it befalls, unless a polity makes it.
    "Ana Brandt's arrest in Cairo surprised Egypt.": (
        Happened("Detention", targets=("Ana Brandt",), places=("Cairo",)),
    ),
    "Iran's arrest of Ana Brandt surprised Egypt.": (Happened("Detention", ("Iran",), ("Ana Brandt",)),),
    "Ana Brandt's death shook Kenya on Friday.": (Happened("Casualties", targets=("Ana Brandt",)),),
    # What stands beside a word says which meaning it has.
    "Ana Brandt founded the Unity Party but was arrested in Kenya.": (
        Happened("Detention", targets=("Ana Brandt",), places=("Kenya",)),
    ),
    # A town before a noun is where it was, a state's adjective whose it was.
    "The Paris attacks shocked France on Monday.": (Happened("ASSAULT", places=("Paris",)),),
    "The Israeli attack on Syria shocked Egypt.": (Happened("ASSAULT", ("Israel",), ("Syria",)),),
    "The Geneva talks resumed on Monday.": (Happened("Negotiation", places=("Geneva",)),),
    "Ghana executed Karl Brandt on Monday.": (Happened("Killing", ("Ghana",), ("Karl Brandt",)),),
    "Kenya released two prisoners on Monday.": (Happened("Release", ("Kenya",)),),
    "Workers held a rally in Cairo on Monday.": (Happened("PROTEST", ("Workers",), places=("Cairo",)),),
    "Rebels captured Goma on Tuesday.": (Happened("Takeover", ("Rebels",), places=("Goma",)),),
    "Kenya has blocked off Goma for nine months.": (Happened("Blockade", ("Kenya",), places=("Goma",)),),
    "Israel struck a car on Monday.": (Happened("Shelling", ("Israel",)),),
    "Hezbollah launched dozens of rockets at Haifa on Monday.": (
        Happened("Shelling", ("Hezbollah",), places=("Haifa",)),
    ),
    "Raiders attacked Goma as revenge.": (Happened("ASSAULT", ("Raiders",), places=("Goma",)),),
    "The judges heard the case while police attacked protesters.": (
        Happened("ASSAULT", ("police",), ("Protesters",)),
    ),
    "Air support came from Kenya.": (Happened("SUPPORT", places=("Kenya",)),),
    "Hezbollah launched rockets into Israel.": (Happened("Shelling", ("Hezbollah",), ("Israel",)),),
    "FIFA suspended the Spanish champion Luis Gomez for two years.": (
        Happened("SANCTION", ("FIFA",), ("Luis Gomez",)),
    ),
    "The prosecution of Karl Brandt angered Kenya.": (Happened("ACCUSE", (), ("Karl Brandt",)),),
    "Kenya stood by Uganda on Monday.": (Happened("SUPPORT", ("Kenya",), ("Uganda",)),),
    "Kenya monitored the truce on Monday.": (Happened("Peacekeeping", ("Kenya",)),),
    "India urged both armies to stop after a fourth day of fighting in Khartoum.": (
        Happened("Hostilities", places=("Khartoum",)),
    ),
    "Police shot Karl Brandt dead on Monday.": (Happened("Killing", ("Police",), ("Karl Brandt",)),),
    "Karl Brandt was beaten to death by rebels on Monday.": (
        Happened("Killing", ("Rebels",), ("Karl Brandt",)),
    ),
    # Nobody does what an earthquake does.
    "Typhoon Odalys killed Karl Brandt in Cairo on Monday.": (
        Happened("Casualties", (), ("Karl Brandt",), ("Cairo",)),
    ),
    "The earthquake killed Karl Brandt in Cairo.": (
        Happened("Casualties", (), ("Karl Brandt",), ("Cairo",)),
    ),
    "A car bomb killed Karl Brandt in Cairo.": (
        Happened("Bombing", places=("Cairo",)),
        Happened("Killing", (), ("Karl Brandt",), ("Cairo",)),
    ),
    "Karl Brandt died in the fire on Monday.": (Happened("Casualties", (), ("Karl Brandt",)),),
    "Karl Brandt was charged with fraud on Monday.": (Happened("ACCUSE", (), ("Karl Brandt",)),),
    "Karl Brandt was found guilty of fraud on Monday.": (Happened("ACCUSE", (), ("Karl Brandt",)),),
    "Karl Brandt was found not guilty on Monday.": (Happened("RETREAT", (), ("Karl Brandt",)),),
    "Karl Brandt is serving a life sentence in Kenya.": (
        Happened("Detention", (), ("Karl Brandt",), ("Kenya",)),
    ),
    "Karl Brandt turned himself in to the police on Monday.": (
        Happened("Surrender", ("Karl Brandt",), ("the police",)),
    ),
    "Convicted of fraud in June, Karl Brandt was released on Monday.": (
        Happened("ACCUSE", (), ("Karl Brandt",)),
        Happened("Release", (), ("Karl Brandt",)),
    ),
    "The pact was signed between Kenya and Ghana on Monday.": (Happened("Treaty", ("Ghana", "Kenya")),),
    "Karl Brandt attended a summit in Cairo on Monday.": (
        Happened("Meeting", ("Karl Brandt",), places=("Cairo",)),
    ),
    "Police searched the house of Karl Brandt on Monday.": (Happened("Investigation", ("Police",)),),
    "Police interviewed Karl Brandt on Monday.": (Happened("Investigation", ("Police",), ("Karl Brandt",)),),
    "Karl Brandt dropped out of the race on Monday.": (Happened("Withdrawal", ("Karl Brandt",)),),
    "Karl Brandt won the presidential election in Kenya.": (
        Happened("Election", ("Karl Brandt",), places=("Kenya",)),
    ),
    "Kenya designated Hezbollah as a terrorist organisation on Monday.": (
        Happened("SANCTION", ("Kenya",), ("Hezbollah",)),
    ),
    "Gunmen kill Karl Brandt.": (Happened("Killing", ("Gunmen",), ("Karl Brandt",)),),
    "Rebels clashed with Ghana in Mali after the election.": (
        Happened("Hostilities", ("Rebels",), places=("Mali",)),
    ),
    "A UN mission soldier killed Karl Brandt.": (
        Happened("Killing", ("UN mission soldier",), ("Karl Brandt",)),
    ),
    "Peter Flood attacked Ghana.": (Happened("ASSAULT", ("Peter Flood",), ("Ghana",)),),
    "Karl Brandt was beaten in jail on Monday.": (Happened("Wounding", (), ("Karl Brandt",)),),
    "A passenger was charged with fraud in Kenya.": (Happened("ACCUSE", (), ("Passenger",), ("Kenya",)),),
    "NATO began a naval exercise in Norway.": (
        Happened("JointExercise", ("North Atlantic Treaty Organization",), places=("Norway",)),
    ),
    "Kenya shelled Ghana every night last week.": (Happened("Shelling", ("Kenya",), ("Ghana",)),),
    # A town, though the world has it right below its state.
    "The army left Goma on Monday. Gunfire rang out across the city.": (
        Happened("Hostilities", places=("Goma",)),
    ),
    "Kenya, which has been at war with Ghana, signed a treaty.": (
        Happened("Hostilities", ("Ghana", "Kenya")),
        Happened("Treaty", ("Kenya",)),
    ),
    # Drills without a partner are a show of force.
    "China launched military drills around Taiwan on Monday.": (
        Happened("MOBILIZE", ("China",), places=("Taiwan",)),
    ),
    "Kenya held military drills with Ghana on Monday.": (Happened("JointExercise", ("Ghana", "Kenya")),),
    # What is done at somebody's request is done.
    "Karl Brandt met Rosa Okello in Oslo at the request of Norway.": (
        Happened("Meeting", ("Karl Brandt", "Rosa Okello"), places=("Oslo",)),
    ),
    "The strike came at the end of a meeting where Kenya imposed sanctions on Ghana.": (
        Happened("SANCTION", ("Kenya",), ("Ghana",)),
    ),
    # A date of its own says that it was held.
    "The 2019 election in Kenya shook Ghana.": (Happened("Election", places=("Kenya",)),),
    # What stands where only what happened stands needs nobody.
    "Ghana hanged Karl Brandt on Monday.": (Happened("Killing", ("Ghana",), ("Karl Brandt",)),),
    "Officers fatally shot Karl Brandt in Cairo.": (
        Happened("Killing", ("Officers",), ("Karl Brandt",), ("Cairo",)),
    ),
    "The shooting death of Rosa Okello shook Kenya on Monday.": (Happened("Killing", (), ("Rosa Okello",)),),
    "Karl Brandt was found dead in Cairo on Monday.": (
        Happened("Casualties", (), ("Karl Brandt",), ("Cairo",)),
    ),
    "A collision resulted in 14 deaths.": (Happened("Casualties"),),
    "Ana Brandt was killed in an airstrike in Goma.": (Happened("Killing", (), ("Ana Brandt",), ("Goma",)),),
    "Karl Brandt was taken captive in Mali.": (Happened("Abduction", (), ("Karl Brandt",), ("Mali",)),),
    "Gunmen snatched a priest in Mali on Monday.": (
        Happened("Abduction", ("Gunmen",), ("Priest",), ("Mali",)),
    ),
    "Rockets rained down on Goma on Monday.": (Happened("Shelling", (), (), ("Goma",)),),
    "A bomb went off in Cairo on Monday.": (Happened("Bombing", (), (), ("Cairo",)),),
    "A car bomb exploded in Cairo on Monday.": (Happened("Bombing", (), (), ("Cairo",)),),
    "A landmine exploded in Mali on Monday.": (Happened("LandmineBlast", (), (), ("Mali",)),),
    "Soldiers seized power in Kenya in May.": (Happened("Takeover", ("Soldiers",), (), ("Kenya",)),),
    "Rioters set fire to a church in Cairo.": (Happened("HarmToBuildings", ("Rioters",), (), ("Cairo",)),),
    "Protesters tore down a statue in Accra.": (Happened("Demolition", ("Protesters",), (), ("Accra",)),),
    "The ruling sparked protests.": (Happened("PROTEST"),),
    "The riots spread on Monday.": (Happened("PROTEST"),),
    "Nurses walked out in Accra on Monday.": (Happened("PROTEST", ("Nurses",), (), ("Accra",)),),
    "A strike by nurses began on Monday.": (Happened("PROTEST", ("Nurses",)),),
    "Clashes between police and protesters broke out in Accra.": (
        Happened("Clash", ("Police of Ghana", "Protesters"), (), ("Accra",)),
    ),
    "A court in Accra convicted Karl Brandt of fraud.": (Happened("ACCUSE", (), ("Karl Brandt",)),),
    "A jury found Karl Brandt guilty of fraud.": (Happened("ACCUSE", (), ("Karl Brandt",)),),
    "Prosecutors charged Karl Brandt with fraud on Monday.": (
        Happened("ACCUSE", ("Prosecutors",), ("Karl Brandt",)),
    ),
    "Karl Brandt served two years in prison.": (Happened("Detention", (), ("Karl Brandt",)),),
    "Karl Brandt was placed under house arrest in Mali.": (
        Happened("Detention", (), ("Karl Brandt",), ("Mali",)),
    ),
    "The jailed editor Karl Brandt left Mali.": (Happened("Detention", (), ("Karl Brandt",)),),
    "The newly elected president, Karl Brandt, left Mali.": (Happened("Election", (), ("Karl Brandt",)),),
    "Police used force against protesters in Accra.": (
        Happened("COERCE", ("Police of Ghana",), ("Protesters",), ("Accra",)),
    ),
    "Kenya revoked the licence of the broadcaster on Monday.": (Happened("COERCE", ("Kenya",)),),
    "Kenya left the European Union in 2020.": (Happened("SANCTION", ("Kenya",), ("European Union",)),),
    "Kenya withdrew from the treaty with Ghana on Monday.": (Happened("SANCTION", ("Kenya",), ("Ghana",)),),
    "The trial of Karl Brandt began in Accra.": (Happened("ACCUSE", (), ("Karl Brandt",), ("Accra",)),),
    "Karl Brandt appeared in court in Accra on Monday.": (
        Happened("ACCUSE", (), ("Karl Brandt",), ("Accra",)),
    ),
    "Firefighters rescued Karl Brandt in Accra.": (
        Happened("AID", ("Firefighters",), ("Karl Brandt",), ("Accra",)),
    ),
    "Karl Brandt tendered his resignation on Monday.": (Happened("Resignation", ("Karl Brandt",)),),
    "Kenya endorsed Karl Brandt on Monday.": (Happened("SUPPORT", ("Kenya",), ("Karl Brandt",)),),
    "Karl Brandt was awarded a medal in Accra.": (Happened("SUPPORT", (), ("Karl Brandt",), ("Accra",)),),
    "The coup toppled Karl Brandt in May.": (
        Happened("Takeover"),
        Happened("Overthrow", (), ("Karl Brandt",)),
    ),
    "The Unity Party gained 12 seats on Monday.": (Happened("Election", ("Unity Party",)),),
    "The school reopened on Monday.": (Happened("RETREAT"),),
    "Kenya sued Karl Brandt on Monday.": (Happened("ACCUSE", ("Kenya",), ("Karl Brandt",)),),
    "Thousands of people protested against the law on Monday.": (Happened("PROTEST", ("People",)),),
    "Demonstrators gathered outside the parliament in Accra.": (
        Happened("PROTEST", ("Demonstrators",), (), ("Accra",)),
    ),
    "A march in Accra drew 40 people.": (Happened("PROTEST", (), (), ("Accra",)),),
    "The riots, which began in May, shook Accra.": (Happened("PROTEST"),),
    "Karl Brandt was among the dead.": (Happened("Casualties", (), ("Karl Brandt",)),),
    "Kenya renewed the sanctions on Monday.": (Happened("SANCTION", ("Kenya",)),),
    "Weeks of protests have paralysed Accra.": (Happened("PROTEST"),),
    "An earthquake causing eleven deaths shook Ghana.": (Happened("Casualties"),),
    "A total of 17 deaths were recorded in Ghana.": (Happened("Casualties", (), (), ("Ghana",)),),
    "There was an assault on Karl Brandt in Accra.": (Happened("ASSAULT", (), ("Karl Brandt",), ("Accra",)),),
    "Rebels ousted Karl Brandt on Monday.": (Happened("Overthrow", ("Rebels",), ("Karl Brandt",)),),
    "Rebels drove Karl Brandt from power in May.": (Happened("Overthrow", ("Rebels",), ("Karl Brandt",)),),
    "Rebels captured Karl Brandt on Monday.": (Happened("Detention", ("Rebels",), ("Karl Brandt",)),),
    "Six gunmen seized Karl Brandt in Mali.": (
        Happened("Abduction", ("Six gunmen",), ("Karl Brandt",), ("Mali",)),
    ),
    "Karl Brandt escaped after his capture in Mali.": (
        Happened("Detention", (), ("Karl Brandt",), ("Mali",)),
    ),
    "Police raided a camp in Accra on Monday.": (
        Happened("Investigation", ("Police of Ghana",), (), ("Accra",)),
    ),
    "Rebels raided a camp in Accra on Monday.": (Happened("ASSAULT", ("Rebels",), (), ("Accra",)),),
    "Anti-Kenyan riots broke out in Accra.": (Happened("PROTEST", (), ("Kenya",), ("Accra",)),),
    "Kenyan riots broke out.": (Happened("PROTEST", ("Kenya",)),),
    "Israel's Gaza offensive began on Monday.": (Happened("Offensive", ("Israel",), (), ("Gaza Strip",)),),
    "Karl Brandt arrived in Mali from Kenya on Monday.": (
        Happened("Visit", ("Karl Brandt",), (), ("Mali",)),
    ),
    "The collapse in Nairobi, which killed 14 people, shook Kenya.": (Happened("Killing"),),
    "Two soldiers were killed and four others wounded.": (Happened("Casualties"),),
    "The ship was hit by Kenya, killing 16 people.": (Happened("Killing", ("Kenya",)),),
    "Kenya imposed sanctions on two firms and a Malian bank.": (Happened("SANCTION", ("Kenya",)),),
    "Rwanda's genocide began in 1994.": (Happened("EthnicCleansing", (), (), ("Rwanda",)),),
    "Kenya's genocide of Malians began in 1994.": (Happened("EthnicCleansing", ("Kenya",), ("Malians",)),),
    "Kenyan deaths in Mali rose.": (Happened("Casualties", (), ("Kenya",), ("Mali",)),),
    "The rebels' capture of Goma on Tuesday was brief.": (
        Happened("Takeover", ("Rebels",), places=("Goma",)),
    ),
    "Police clashed with supporters at a football match.": (Happened("Clash", ("Police",), ("Supporters",)),),
    "Rebels captured dozens of hamlets in May.": (Happened("Takeover", ("Rebels",)),),
    "Special forces caught a militant on Monday.": (
        Happened("Detention", ("Special forces",), ("Militant",)),
    ),
    "Rebels seized half of the country in May.": (Happened("Takeover", ("Rebels",)),),
    "Troops captured a group of islands in May.": (Happened("Takeover", ("Troops",)),),
    "The seizure of power by the army in Mali shook Chad.": (
        Happened("Takeover", ("Armed forces of Mali",), (), ("Mali",)),
    ),
    "Police raided a mosque in Accra on Monday.": (
        Happened("ASSAULT", ("Police of Ghana",), (), ("Accra",)),
    ),
    "Rebels captured dozens of soldiers in May.": (Happened("Detention", ("Rebels",)),),
    "Rebels captured the town of Goma and 20 soldiers.": (Happened("Takeover", ("Rebels",), (), ("Goma",)),),
    "Karl Brandt's occupation of Goma lasted a year.": (
        Happened("Takeover", ("Karl Brandt",), (), ("Goma",)),
    ),
    "The rebels' capture of Goma shook Mali.": (Happened("Takeover", ("Rebels",), (), ("Goma",)),),
    "Kenya launched a wave of missiles at Mali.": (Happened("Shelling", ("Kenya",), ("Mali",)),),
    "A wave of rockets struck Goma on Monday.": (Happened("Shelling", (), (), ("Goma",)),),
    "Kenya shelled Goma in a test of Malian nerves.": (Happened("Shelling", ("Kenya",), (), ("Goma",)),),
    "Rebels seized a cricket ground in May.": (Happened("Takeover", ("Rebels",)),),
    "Police beat Karl Brandt outside a rugby stadium in Cairo.": (
        Happened("Wounding", ("Police of Egypt",), ("Karl Brandt",), ("Cairo",)),
    ),
    "Teachers marched through Accra ahead of the football cup.": (
        Happened("PROTEST", ("Teachers",), (), ("Accra",)),
    ),
    "Veterans marched through Accra on Monday.": (Happened("PROTEST", ("Veterans",), (), ("Accra",)),),
    "The case of a nurse murdered in Accra shocked Ghana.": (
        Happened("Killing", (), ("Nurse",), ("Accra",)),
    ),
    "Kenya carried out air strikes on rebels who killed 12 soldiers.": (
        Happened("Shelling", ("Kenya",), ("Rebels",)),
        Happened("Killing", ("Rebels",)),
    ),
    "A police post was raided in Mali on Monday.": (Happened("ASSAULT", (), (), ("Mali",)),),
    "A drug squad police raid in Accra shook Ghana.": (Happened("ASSAULT", (), (), ("Accra",)),),
    "Police launched a probe against Karl Brandt on Monday.": (
        Happened("Investigation", ("Police",), ("Karl Brandt",)),
    ),
    "A trade body visited Mali on Monday.": (Happened("Visit", (), (), ("Mali",)),),
    "Rebels released Karl Brandt to a hospital in Accra.": (
        Happened("Release", ("Rebels",), ("Karl Brandt",), ("Accra",)),
    ),
    "Two were killed and Karl Brandt wounded.": (
        Happened("Casualties"),
        Happened("Casualties", (), ("Karl Brandt",)),
    ),
    "Karl Brandt dropped out ahead of the vote on Monday.": (Happened("Withdrawal", ("Karl Brandt",)),),
    "Karl Brandt left office on Monday.": (Happened("Resignation", ("Karl Brandt",)),),
    "Mombasa station was temporarily closed on Monday.": (Happened("COERCE"),),
    "Police clashed with demonstrators in Accra.": (
        Happened("Clash", ("Police of Ghana",), ("Demonstrators",), ("Accra",)),
    ),
    "Karl Brandt launched an inquiry after the attack on Ghana.": (
        Happened("Investigation", ("Karl Brandt",), places=("Ghana",)),
        Happened("ASSAULT", targets=("Ghana",)),
    ),
    "Agents raided the home of Karl Brandt in Accra.": (
        Happened("Investigation", ("Agents",), (), ("Accra",)),
    ),
    "The bombing of the market in Accra killed 12 people.": (
        Happened("ASSAULT", (), (), ("Accra",)),
        Happened("Killing"),
    ),
    "The Unity Party won 12 seats in the election on Monday.": (Happened("Election", ("Unity Party",)),),
    # A treaty that would change something has been signed all the same.
    "The treaty, signed by Kenya and Ghana, would open the border.": (
        Happened("Treaty", ("Ghana", "Kenya")),
    ),
    # Who ends what has gone on need not have done it.
    "Kenya signed a truce, ending two weeks of clashes.": (
        Happened("Ceasefire", ("Kenya",)),
        Happened("Hostilities"),
    ),
    "The fighting in Accra died down, ending two weeks of clashes.": (
        Happened("Hostilities", places=("Accra",)),
    ),
    "Kenya had bought a ship and attacked Ghana.": (Happened("ASSAULT", ("Kenya",), ("Ghana",)),),
    # What somebody is brought to do is done.
    "A boat sank, prompting Kenya to shell Ghana.": (Happened("Shelling", ("Kenya",), ("Ghana",)),),
    # By a link one is not where one speaks.
    "Karl Brandt addressed the summit by video link from Accra.": (Happened("Meeting", ("Karl Brandt",)),),
    "Karl Brandt addressed the summit in Accra.": (Happened("Meeting", ("Karl Brandt",), (), ("Accra",)),),
    "Karl Brandt, who chairs the meeting in Accra, left.": (
        Happened("Meeting", ("Karl Brandt",), (), ("Accra",)),
    ),
}

#: What is to come, possible or ruled out is no event, but said all the same.
MODES = {
    "Emmanuel Macron will visit Armenia.": ("Visit", "future"),
    "Azerbaijan did not attack Armenia.": ("ASSAULT", "negated"),
    "If Russia invades Poland, its allies are ready.": ("Invasion", "hypothetical"),
    "Turkey tried to invade Syria.": ("Invasion", "hypothetical"),
    "A treaty signed by Kenya would open the border.": ("Treaty", "hypothetical"),
    "The raid may lead Kenya to shell Ghana.": ("Shelling", "hypothetical"),
    # What a second verb says stands in the mode of the first.
    "Kenya will sign a pact and attack Ghana.": ("ASSAULT", "future"),
    "Kenya may shut a road and invade Ghana.": ("Invasion", "hypothetical"),
    "Kenya and Togo will set up a commission of ministers and staff and meet again in Ghana.": (
        "Meeting",
        "future",
    ),
    "Karl Brandt will be tried and deported to Ghana.": ("COERCE", "future"),
    # What a court hears is what somebody says there.
    "The jury heard that Karl Brandt had killed a miller.": ("Killing", "hypothetical"),
    "The inquest heard evidence that soldiers had shot a miller.": ("Wounding", "hypothetical"),
    "The judges heard how guards had tortured Karl Brandt.": ("Wounding", "hypothetical"),
}

NOTHING_HAPPENED = (
    "The shares fell on Monday.",
    # Rockets that are launched at nobody; a case that is opened in court, which is none yet.
    "Japan has launched three rockets since January.",
    "SpaceX launched a rocket into orbit on Friday.",
    "Kenya launched a rocket into orbit on Friday.",
    "Kenya launched a rocket toward the moon on Friday.",
    "Kenya launched a rocket on schedule.",
    # Governments that fall ill, and what only stands beside 'government'.
    "The government fell silent on Monday.",
    "The coalition fell out on Monday.",
    "The government's plan collapsed on Monday.",
    "A government building collapsed on Monday.",
    "A government official collapsed on Monday.",
    "A filing cabinet collapsed on Monday.",
    # What of somebody's is suspended.
    "Kenya suspended its official launch.",
    "The city suspended the senator's pay.",
    "Kenya suspended teacher pay.",
    "The coach was suspended from the ceiling.",
    "Opening the case for the prosecution, Ana Brandt spoke for an hour on Monday.",
    "A joint declaration was released after talks in Lima.",
    "If Russia invades Poland, its allies will respond.",
    "Azerbaijan did not attack the convoy.",
    "The United States called for a ceasefire in Sudan.",
    "Talks between Serbia and Kosovo could begin next week.",
    "North Korea threatened to attack Japan.",
    "The president of Kenya is popular.",
    "Karl Brandt faced two counts of murder against Rosa Okello.",
    "The threat of war shook Kenya on Monday.",
    "It was not Kenya that attacked Ghana.",
    "No kidnapped child was named by Kenya.",
    "The remains of two drones were found in Kenya.",
    "Ghana would oppose any deal that banned Kenya.",
    "Kenya neither condemned nor backed Ghana.",
    "Ghana executed a plan to move the port on Monday.",
    "The firefighters battled the blaze in Cairo on Monday.",
    "Karl Brandt captured Virginia and Georgia on Tuesday.",
    "The White House released a report on Monday.",
    "Karl Brandt was met with applause in Cairo on Monday.",
    "Karl Brandt held a campaign rally in Cairo on Monday.",
    "The court struck down the law on Monday.",
    "Kenya attacked the plan on Monday.",
    "The Senate voted for the bill on Monday.",
    "The storm blocked roads in Kenya on Monday.",
    "Karl Brandt stood by his truck on Monday.",
    "Prices shot up in Kenya on Monday.",
    "The Democratic Rally won in Cyprus on Monday.",
    "Karl Brandt died on Monday at the age of 90.",
    "Karl Brandt died on Monday after being diagnosed with cancer.",
    "Karl Brandt disarmed a gunman in Cairo on Monday.",
    "Judges are removed from office by parliament.",
    "The bank charged customers a fee on Monday.",
    "The drones were used by the air force on Monday.",
    "The next election in Kenya is far away.",
    "The 2019 election in Kenya was called off.",
    "Kenya ended its bombing campaign in Ghana.",
    "Karl Brandt lost his life savings on Monday.",
    "Heavy flooding closed the airport in Kenya.",
    "Karl Brandt won a seat on the board of the bank.",
    "Karl Brandt dropped out of school on Monday.",
    "Karl Brandt questioned the plan on Monday.",
    "The proposal was declared dead on Monday.",
    "Karl Brandt was accused of killing Rosa Okello.",
    "The dispute poisoned relations between Kenya and Ghana.",
    "An alarm went off in Cairo on Monday.",
    "Karl Brandt took over as head of the bank on Monday.",
    "Karl Brandt walked out of the hotel on Monday.",
    "Karl Brandt demonstrated a grasp of the issues on Monday.",
    "The fog dispersed on Monday.",
    "Karl Brandt served two years as mayor of Accra.",
    "Karl Brandt quit smoking on Monday.",
    "Karl Brandt resigned himself to defeat on Monday.",
    "The minister withdrew his remarks on Monday.",
    "The senator charged that the plan had failed.",
    "Karl Brandt endorsed the plan on Monday.",
    "The trial of the vaccine began in Accra.",
    "The old shop reopened wounds on Monday.",
    "Jane Roe and Karl Brandt clashed in a debate on Monday.",
    "The company left the market on Monday.",
    "The bank raised money from investors on Monday.",
    "Incidence dropped in some cases on Monday.",
    "Cars kill pedestrians.",
    "Karl Brandt resigned in protest, Kenya said.",
    "Karl Brandt left his office on Monday.",
    "The talks will be in March.",
    "The sanctions target banks.",
    "Riots often follow elections.",
    "The president of Kenya is elected every five years.",
    "The decision could spark protests.",
    "The party ousted its coach on Monday.",
    "Karl Brandt, who chairs meetings of the leaders, left.",
    "Kenya hopes to end years of war.",
    "The clamour died down on Monday.",
    "A bus struck a wall in Cairo on Monday.",
    "Karl Brandt was struck by a bottle in Cairo on Monday.",
    "A review released on Monday shook the bank.",
    "Mali beat Kenya in the tournament in Accra on Monday.",
    "Scouts marched through Accra on Monday.",
    "Flooding rivers blocked traffic in Mali on Monday.",
    "Mali has been struck by heavy rain.",
    "The agency launched a space probe on Monday.",
    "The wife of Karl Brandt gave birth to a daughter in Accra.",
    "The storm caused no deaths in Mali on Monday.",
    "The team withdrew from the football championship on Monday.",
    "Kenya beat Mali in the final of the hockey cup on Monday.",
    "Kenya fired a missile in a drill on Monday.",
    "Fishermen caught hundreds of eels off Ghana.",
    "Dozens of drivers were caught in a traffic jam in Accra.",
    "The report caught investors unawares on Monday.",
    "Panic seized the crowd in Accra on Monday.",
    "The novel captures the people of Accra.",
)


@pytest.mark.parametrize(("text", "expected"), EVENTS.items(), ids=[text[:50] for text in EVENTS])
def test_events(text: str, expected: tuple[Happened, ...], find_in: Callable[..., Findings]) -> None:
    assert tuple(map(as_happened, find_in(text, DAY).events)) == expected


@pytest.mark.parametrize(("text", "expected"), PARTICIPANTS.items(), ids=[t[:50] for t in PARTICIPANTS])
def test_participants(text: str, expected: tuple[Happened, ...], find_in: Callable[..., Findings]) -> None:
    assert tuple(map(as_happened, find_in(text, DAY).events)) == expected


@pytest.mark.parametrize(("text", "expected"), MODES.items(), ids=[t[:50] for t in MODES])
def test_modes(text: str, expected: tuple[str, str], find_in: Callable[..., Findings]) -> None:
    findings = find_in(text, DAY)
    assert findings.events == ()
    assert expected in {(e.type, e.mode) for e in findings.eventualities}


def test_what_happened_long_ago_is_historical(find_in: Callable[..., Findings]) -> None:
    (old,) = find_in("Russia invaded Ukraine in February 2022.", DAY).events
    (new,) = find_in("Russia attacked Ukraine on Monday.", DAY).events
    assert (old.mode, new.mode) == ("historical", "actual")


def test_words_that_take_up_an_event_are_evidence_for_it(find_in: Callable[..., Findings]) -> None:
    text = "Azerbaijan launched an offensive in Nagorno-Karabakh on Tuesday. The offensive lasted a day."
    (event,) = find_in(text, DAY).events
    triggers = [s for e in event.evidence if e.role == "trigger" for s in e.spans]
    assert [text[s.start : s.end] for s in triggers] == ["launched an offensive", "offensive"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya attacked Ghana. Kenya attacked Ghana.", 1),
        ("Kenya attacked Ghana. In a separate incident, Kenya attacked Ghana.", 2),
        ("Kenya attacked Ghana. The attack near Tamale shook Ghana.", 1),
        ("Kenya attacked Ghana. Mali wept. Chad wept. The attack near Goma was bloody.", 1),
    ],
)
def test_one_event_or_another(text: str, number: int, find_in: Callable[..., Findings]) -> None:
    assert sum(event.type == "ASSAULT" for event in find_in(text, DAY).events) == number


def test_an_event_taken_up_that_was_never_told_is_none(find_in: Callable[..., Findings]) -> None:
    assert find_in("The offensive surprised everybody.", DAY).events == ()


def test_the_weapon(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("Russian forces attacked Kyiv with missiles on Tuesday.", DAY).events
    assert event.instrument == "missiles"


def test_whom_it_concerns_is_no_target(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in(
        "The United States suspended part of a programme for Bosnia and Herzegovina.", DAY
    ).events
    assert event.targets == ()
    assert [entity.label for entity in event.concerns] == ["Bosnia and Herzegovina"]


@pytest.mark.parametrize("text", EVENTS)
@pytest.mark.parametrize("claim", ["Kenya said that {}", "According to Kenya, {}", "Kenya denied that {}"])
def test_what_somebody_says_is_no_event(claim: str, text: str, find_in: Callable[..., Findings]) -> None:
    first, rest = text.split(" ", 1)
    said = claim.format(text if first not in {"A", "Thousands"} else f"{first.lower()} {rest}")
    findings = find_in(said, DAY)
    assert findings.events == ()
    assert "Kenya" in {statement.speaker.label for statement in findings.statements}


@pytest.mark.parametrize("text", NOTHING_HAPPENED)
def test_what_did_not_happen_is_no_event(text: str, find_in: Callable[..., Findings]) -> None:
    assert find_in(text, DAY).events == ()


def test_a_seat_of_several_is_still_a_place(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("Serbia held talks with Kosovo in Brussels.", DAY).events
    assert [place.label for place in event.places] == ["Brussels"]


def test_what_is_passed_over_in_a_claim_is_no_event(find_in: Callable[..., Findings]) -> None:
    text = "According to Kenya, Moscow, tied down by its invasion of Ukraine, stayed silent."
    assert find_in(text, DAY).events == ()


def test_an_event_is_dated_by_its_words(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("Azerbaijan launched an offensive in Nagorno-Karabakh on Tuesday.", DAY).events
    assert event.when is not None
    assert event.when.words == "Tuesday"
    assert event.when.earliest == event.when.latest == datetime.date(2023, 9, 19)


def test_an_event_has_its_figures(find_in: Callable[..., Findings]) -> None:
    (event,) = find_in("At least 12 civilians were killed in Beirut on Tuesday.", DAY).events
    assert event.type == "Casualties"
    assert [place.label for place in event.places] == ["Beirut"]
    assert [(f.measure, f.value, f.qualifier) for f in event.figures] == [("killed", 12, "at-least")]


def test_one_happening_told_twice_is_not_two_in_one_sentence(find_in: Callable[..., Findings]) -> None:
    events = find_in(
        "Azerbaijan launched a military operation, an offensive, in Nagorno-Karabakh.", DAY
    ).events
    assert [event.type for event in events].count("Offensive") == 1


@pytest.mark.parametrize("text", EVENTS)
def test_evidence_is_in_the_sentence_and_names_a_trigger(text: str, find_in: Callable[..., Findings]) -> None:
    findings = find_in(text, DAY)
    for event in findings.events:
        assert "trigger" in {evidence.role for evidence in event.evidence}
        sentence = findings.sentences[event.sentence - 1]
        assert all(sentence.contains(span) for evidence in event.evidence for span in evidence.spans)


def test_a_number_that_is_said_is_no_figure_of_the_deed(find_in: Callable[..., Findings]) -> None:
    found = find_in(
        "On Friday, a judge sentenced a nurse based in Oslo to prison for 40 years for fraud.", DAY
    )
    assert [figure.value for s in found.statements for figure in s.proposition.figures] == [40]
    assert [(event.type, event.figures) for event in found.events] == [("Detention", ())]
