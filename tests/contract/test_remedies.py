"""Remedies, medicines, conditions, tips and the bedtime routine: each finding is heard, with its caution."""

import re

import pytest

from contract.test_facts import answer_to
from leg_cramp.content import words_for
from speaker import Speaker

# What is asked, and what must be heard: the finding, and what goes with it.
REMEDIES = {
    "does magnesium help": ("probably not much", "little or no difference", "pregnant or have kidney trouble"),
    "should i take quinine": ("isn't recommended", "can cause serious, even fatal, blood reactions", "doctor"),
    "does tonic water help": ("isn't proven", "only a little quinine", "skip it in pregnancy"),
    "does pickle juice help": ("one small lab study", "hasn't been tested for night cramps", "salty"),
    "do bananas help": ("fine to eat, but unlikely to end a cramp",),
    "should i take potassium": ("ask your doctor before you take potassium", "kidney trouble or blood pressure"),
    "should i drink more water": ("may help, mostly with cramps from exercise", "if your doctor limits your fluids"),
    "does vitamin k two help": ("early promise, in one study", "ask your doctor", "blood thinners"),
    "does mustard help": ("no good evidence",),
    "does soap in the bed help": ("no good evidence",),
    "can i take ibuprofen": ("too slowly for a cramp", "may ease soreness later", "pharmacist"),
    "does naproxen help": ("too slowly", "can contribute to cramps", "pharmacist"),
    "do calcium channel blockers help": ("only limited evidence", "doctor"),
    "does carisoprodol help": ("only limited evidence", "doctor"),
    "does vitamin b help": ("only limited evidence", "doctor or pharmacist"),
    "does a hot water bottle help": ("may help a tight muscle", "never on numb skin"),
    "does a warm bath help": ("may help", "numb skin"),
    "should i use ice": ("may help a sore muscle later", "wrap ice in a towel", "never on numb skin"),
    "does massage help": ("gentle", "in pregnancy", "swollen, red or warm"),
    "does stretching help": ("stretch it gently", "hold until it eases"),
    "does raising my legs help": ("lying with your legs up may help",),
    "can i take magnesium and bananas": ("magnesium made little or no difference", "bananas are fine"),
    "does ginger help": ("no good evidence on that one",),
    "i'm pregnant | tell me more": ("ask your midwife or doctor before you take anything",),
    "is there a medicine for leg cramps | tell me more": ("too slowly for the cramp", "a doctor may have something"),
}
HELD = {
    "statin": "with dark urine or weakness, get help right away",
    "contraceptive": "a swollen, red or warm leg needs help right away",
    "inhaler": "keep using your inhaler as prescribed",
}
MEDICINES = {
    "can lipitor cause leg cramps": ("atorvastatin can contribute", "it's a statin", HELD["statin"]),
    "can simvastatin cause leg cramps": ("simvastatin can contribute", HELD["statin"]),
    "do statins cause leg cramps": ("keep to your prescription", HELD["statin"]),
    "can lasix cause leg cramps": ("furosemide can contribute", "it's a diuretic", "doctor or pharmacist"),
    "can spironolactone cause leg cramps": ("spironolactone can contribute", "doctor or pharmacist"),
    "can hydrochlorothiazide cause leg cramps": ("hydrochlorothiazide can contribute", "doctor or pharmacist"),
    "can the pill cause leg cramps": ("birth control pills can contribute", HELD["contraceptive"]),
    "can estrogen cause leg cramps": ("estrogen can contribute", HELD["contraceptive"]),
    "can raloxifene cause leg cramps": ("raloxifene can contribute", HELD["contraceptive"]),
    "can ventolin cause leg cramps": ("albuterol, also called salbutamol, can contribute", HELD["inhaler"]),
    "can my blue inhaler cause leg cramps": ("salbutamol", HELD["inhaler"]),
    "can salmeterol cause leg cramps": ("salmeterol can contribute", HELD["inhaler"]),
    "can aleve cause leg cramps": ("naproxen can contribute", "doctor or pharmacist"),
    "can losartan cause leg cramps": ("losartan can contribute",),
    "can metoprolol cause leg cramps": ("some beta blockers like metoprolol can contribute",),
    "can teriparatide cause leg cramps": ("teriparatide can contribute",),
    "can an iron infusion cause leg cramps": ("an iron infusion can contribute",),
    "can donepezil cause leg cramps": ("donepezil can contribute",),
    "can lithium cause leg cramps": ("lithium can contribute",),
    "can prednisone cause leg cramps": ("prednisone, a steroid, can contribute",),
    "can caffeine cause leg cramps": ("caffeine can contribute", "going easy on it may help"),
    "can gabapentin cause leg cramps": ("i don't have that one on my list", "ask your pharmacist"),
    "which medicines cause leg cramps | tell me more": ("long-acting inhalers", "some blood pressure medicines"),
}
CONDITIONS = {
    "can kidney disease cause leg cramps": ("kidney disease can raise the risk", "may be wise to ask your doctor"),
    "can poor circulation cause leg cramps": ("poor circulation can raise the risk",),
    "can an underactive thyroid cause leg cramps": ("underactive thyroid can raise the risk",),
    "can cirrhosis cause leg cramps": ("cirrhosis can raise the risk",),
    "can parkinson's cause leg cramps": ("parkinson's disease can raise the risk",),
    "can spinal stenosis cause leg cramps": ("spinal stenosis can raise the risk",),
    "can neuropathy cause leg cramps": ("nerve damage can raise the risk",),
    "can low potassium cause leg cramps": ("low potassium can raise the risk",),
    "can flat feet cause leg cramps": ("flat feet can raise the risk",),
    "is it restless legs": ("more of an urge to move than a pain", "ask your doctor"),
    "can lupus cause leg cramps": ("i don't have that one on my list", "ask your doctor"),
    "can diabetes and kidney disease cause leg cramps": ("diabetes and kidney disease can both raise the risk",),
}
OTHERS = {
    "how long does a leg cramp last": ("sore for up to a day", "past ten minutes", "medical help right away"),
    "how long does a leg cramp last | tell me more": ("something cold may help", "wrap ice in a towel"),
    "when should i see a doctor": ("cost you sleep", "swollen or weak leg", "past ten minutes, get help right away"),
    "when should i see a doctor | tell me more": ("most nights, or several times a week", "pregnant or ill"),
    "what is a leg cramp": ("spasm", "charley horse", "about half of adults"),
    "what is a leg cramp | tell me more": ("urge to move", "stops with rest"),
    "does hot weather cause leg cramps": ("confused, faint or very hot, call 911",),
    "why do i get leg cramps at night | tell me more": ("tight covers", "toes up", "hang over the edge"),
}
PREVENTION = (
    ("calves and the backs of your thighs before bed", "loosen the covers", "may help"),
    ("not to sleep with your toes pointed", "drink plenty of water", "unless your doctor limits your fluids"),
    ("rest tired legs", "easy walking or cycling before bed may help"),
    ("supportive shoes", "long sitting", "lead with your heel, not your toes"),
)
TIPS = (
    r"calves before bed.*heel down.*ten seconds",
    r"backs of your thighs before bed.*toes up.*ten seconds",
    r"loosen the covers",
    r"toes from pointing down in bed.*toes up.*feet hang over",
    r"drink enough.*unless your doctor limits your fluids.*alcohol and caffeine",
    r"walk or cycle gently.*before bed",
    r"supportive shoes.*firm heel",
    r"rest tired legs.*skip exercise.*heat",
    r"heel first when you wake, not with your toes",
    r"move after you've been sitting for long",
)


@pytest.mark.parametrize(
    ("asked", "heard"), [pair for table in (REMEDIES, MEDICINES, CONDITIONS, OTHERS) for pair in table.items()]
)
def test_what_is_known_is_heard_with_its_caution(asked: str, heard: tuple[str, ...]) -> None:
    text = answer_to(asked)
    assert text[0].isupper(), text
    assert [each for each in heard if each not in text.lower()] == [], text


def test_two_medicines_at_once_are_both_answered_and_both_warned_of() -> None:
    text = answer_to("can the pill and statins cause leg cramps").lower()
    assert "birth control pills and statins can both contribute" in text
    assert HELD["statin"] in text
    assert HELD["contraceptive"] in text


def test_no_answer_holds_a_dose() -> None:
    words = words_for("en-US")
    said = " ".join([*words.tree("treatments").values(), *words.tree("danger.signs").values()])
    assert not re.search(r"\d|milligram|\btablets? a day|\btwice a day|\bgrams?\b", said)
    for asked in ("how much magnesium should i take", "what's the dose of ibuprofen", "how many statins can i take"):
        text = answer_to(asked)
        assert not re.search(r"\d|milligram", text), text
        assert re.search("doctor|pharmacist", text), text


@pytest.mark.parametrize("table", ["treatments", "tips"])
def test_no_remedy_or_tip_promises_a_cure(table: str) -> None:
    for said in words_for("en-US").tree(table).values():
        assert not re.search(r"\b(cures?|stops?|prevents?|will help|works? for|heals?|always)\b", said, re.I), said


def test_prevention_comes_a_few_tips_a_turn() -> None:
    speaker = Speaker()
    turns = [speaker.say("how can i prevent leg cramps"), *(speaker.say("more") for _ in PREVENTION[1:])]
    for turn, heard in zip(turns, PREVENTION, strict=True):
        assert [each for each in heard if each not in turn.text.lower()] == [], turn.text
    assert "that's all my tips" in turns[-1].text.lower()


def test_every_tip_of_the_list_is_told_once_before_any_comes_again() -> None:
    speaker = Speaker()
    told = [speaker.say("give me tonight's tip").text, *(speaker.say("another one").text for _ in TIPS[1:])]
    for tip in TIPS:
        assert sum(bool(re.search(tip, text, re.I)) for text in told) == 1, tip


@pytest.mark.parametrize("position", ["standing", "sitting", "in bed"])
def test_the_bedtime_routine_is_that_of_the_trial(position: str) -> None:
    speaker = Speaker()
    begun, calf = speaker.say("start my bedtime stretch").text, speaker.say(position).text
    thigh = speaker.say("yes").text
    assert "may help" in begun
    assert "calf" in calf
    assert re.search("back of the thigh", thigh)
    for part in (calf, thigh):
        assert "keep breathing" in part.lower()
        # Ten seconds each, so that one side rests while the other is held; three rounds of both.
        sides = re.findall(r"\b(left|right)\b[^.]*\. … five …", part, re.I)
        assert [side.lower() for side in sides] == ["left", "right"] * 3, part
    assert "prevent" not in f"{begun} {calf} {thigh}"
