"""How people say each danger sign, the level that the sources give it, and what the answer must speak of."""

from dataclasses import dataclass

CALL, RIGHT_AWAY, SOON, ROUTINE = "call now", "right away", "a day or two", "an ordinary appointment"


@dataclass(frozen=True)
class Sign:
    """One sign: its level, a word or two that its answer holds, and what people say."""

    level: str
    heard: str
    phrasings: tuple[str, ...]


SIGNS = {
    "short_of_breath": Sign(
        CALL,
        "clot in the lung",
        (
            "i can't breathe",
            "my calf hurts and i'm out of breath",
            "i'm gasping for air",
            "i'm having trouble breathing",
            "i can't get my breath",
        ),
    ),
    "chest_pain": Sign(
        CALL,
        "chest pain",
        (
            "i have chest pain",
            "my leg hurts and my chest is tight",
            "there's a crushing pain in my chest",
            "my chest hurts",
            "i've got a cramp in my chest",
        ),
    ),
    "coughing_blood": Sign(
        CALL,
        "coughing up blood",
        ("i'm coughing up blood", "i coughed up some blood", "there's blood when i cough", "i just spat blood"),
    ),
    "collapse": Sign(
        CALL,
        "fainting",
        (
            "i just fainted",
            "my wife has collapsed",
            "i blacked out",
            "i think i'm going to faint",
            "i collapsed on the floor",
        ),
    ),
    "confusion": Sign(
        CALL,
        "heat stroke",
        (
            "i feel confused",
            "my husband is confused and has leg cramps",
            "he doesn't know where he is",
            "she's not making any sense",
        ),
    ),
    "overheated": Sign(
        CALL,
        "heat stroke",
        (
            "i think it's heat stroke",
            "i'm burning up and my legs are cramping",
            "i'm so hot i feel faint",
            "i'm overheating",
        ),
    ),
    "cold_leg": Sign(
        CALL,
        "blocked blood flow",
        (
            "my foot went cold and white",
            "my leg is cold",
            "my leg has turned pale",
            "my foot is blue",
            "my leg is ice cold and numb",
        ),
    ),
    "lockjaw": Sign(
        CALL,
        "tetanus",
        ("my jaw is stiff", "my jaw has locked up", "i can't open my mouth", "i have spasms all over my body"),
    ),
    "bladder": Sign(
        CALL,
        "pressure on nerves",
        ("i've wet myself", "i can't control my bladder", "i'm numb between my legs", "i lost control of my bowels"),
    ),
    "emergency": Sign(
        CALL,
        "can't wait",
        ("am i having a heart attack", "call an ambulance", "this is an emergency", "i think i'm dying"),
    ),
    "swelling": Sign(
        RIGHT_AWAY,
        "blood clot",
        (
            "my leg is swollen and hot",
            "my calf is swollen",
            "one leg is bigger than the other",
            "my ankle has swollen up",
            "my leg has puffed up",
        ),
    ),
    "redness": Sign(
        RIGHT_AWAY,
        "blood clot",
        ("my calf is red", "my leg has gone red", "the skin on my leg is darker", "there's a red patch on my calf"),
    ),
    "warmth": Sign(
        RIGHT_AWAY,
        "blood clot",
        ("my leg is hot to the touch", "my calf feels warm", "my leg is really warm", "my calf is burning hot"),
    ),
    "throbbing": Sign(
        RIGHT_AWAY,
        "blood clot",
        ("my leg is throbbing", "my calf won't stop throbbing", "it's throbbing", "there's a throbbing pain in my leg"),
    ),
    "blood_clot": Sign(
        RIGHT_AWAY,
        "clot",
        (
            "is this a blood clot",
            "could it be d v t",
            "i think i have a clot in my leg",
            "how do i know it's not a blood clot",
            "is it deep vein thrombosis",
        ),
    ),
    "dark_urine": Sign(
        RIGHT_AWAY,
        "muscle is breaking down",
        ("my pee is dark", "my urine is brown", "my urine looks like tea", "my pee is the color of cola"),
    ),
    "not_easing": Sign(
        RIGHT_AWAY,
        "won't let go",
        (
            "it's been twenty minutes",
            "this cramp has lasted half an hour",
            "it's been more than ten minutes",
            "the cramp won't let go",
        ),
    ),
    "toxin": Sign(
        RIGHT_AWAY,
        "lead, mercury or a pesticide",
        (
            "i might have lead poisoning",
            "i was exposed to mercury",
            "i got weed killer on me",
            "i've been working with pesticides",
        ),
    ),
    "wound": Sign(
        RIGHT_AWAY,
        "dirty wound",
        (
            "i stepped on a rusty nail",
            "i have an infected wound",
            "a dog bit my leg",
            "i have a dirty cut on my leg",
        ),
    ),
    "weakness": Sign(
        RIGHT_AWAY,
        "weakness",
        ("my leg is weak", "my leg keeps giving way", "i have no strength in my leg", "my legs feel weak"),
    ),
    "numbness": Sign(
        RIGHT_AWAY,
        "lost feeling",
        (
            "my leg is numb",
            "i can't feel my foot",
            "i've lost feeling in my leg",
            "i have pins and needles in my foot",
            "my toes have gone numb",
        ),
    ),
    "cannot_move": Sign(
        RIGHT_AWAY,
        "won't move",
        ("i can't move my leg", "my leg won't move", "i can't move my foot", "my leg is paralyzed"),
    ),
    "twitching": Sign(
        RIGHT_AWAY,
        "twitching",
        (
            "my leg keeps twitching",
            "my calf is twitching",
            "my muscles are twitching all the time",
            "my leg won't stop twitching",
        ),
    ),
    "fluid_loss": Sign(
        RIGHT_AWAY,
        "losing a lot of fluid",
        (
            "i've been throwing up all day",
            "i've had diarrhea all night",
            "i keep vomiting",
            "i can't keep anything down",
        ),
    ),
    "torn": Sign(
        RIGHT_AWAY,
        "torn muscle",
        (
            "i felt a pop in my calf",
            "i think i tore a muscle",
            "something snapped in my leg",
            "i can't push off with my foot",
            "i heard a pop",
        ),
    ),
    "walking_pain": Sign(
        SOON,
        "stops with rest",
        (
            "my calf hurts when i walk and stops when i rest",
            "i get cramps when i walk",
            "my legs hurt every time i walk",
            "it stops when i rest",
        ),
    ),
    "new_medicine": Sign(
        SOON,
        "keep taking it until they say otherwise",
        (
            "it started after a new medicine",
            "i started a new medication",
            "the cramps began when i started new tablets",
            "my doctor put me on new tablets",
        ),
    ),
    "heavy_drinking": Sign(
        SOON,
        "drinking",
        ("i've been drinking heavily", "i drink a lot of alcohol", "i drink too much", "i'm a heavy drinker"),
    ),
    "sleep_loss": Sign(
        ROUTINE,
        "cost you sleep",
        (
            "the cramps keep me awake",
            "i'm losing sleep over this",
            "i'm tired all day because of the cramps",
            "cramps are ruining my sleep",
        ),
    ),
    "shrinking_muscle": Sign(
        ROUTINE,
        "smaller",
        (
            "my calf is getting smaller",
            "my leg muscle is shrinking",
            "one leg is thinner than the other",
            "my thigh is wasting away",
        ),
    ),
    "several_a_night": Sign(
        ROUTINE,
        "several times a night",
        (
            "i get cramps several times a night",
            "it's the third cramp tonight",
            "i wake up three times a night with cramps",
            "i'm cramping every hour",
        ),
    ),
    "spreading": Sign(
        ROUTINE,
        "other parts of the body",
        (
            "my hands are cramping too",
            "i get cramps all over my body",
            "it's in my arms as well",
            "i get cramps in other parts of my body",
        ),
    ),
}
