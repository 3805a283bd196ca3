"""What Alexa itself hears as its built-in intents, before a model adds samples of its own."""

PHRASES = {
    "AMAZON.YesIntent": "yes|yes please|yeah|yeah please|yep|yup|sure|sure thing|okay|ok|all right|of course|correct"
    "|that's right|i do|yes i do|please do|absolutely|definitely|uh huh|aye",
    "AMAZON.NoIntent": "no|nope|nah|no thanks|no thank you|no way|not really|not now|no i don't|i don't|uh uh",
    "AMAZON.HelpIntent": "help|help me|can you help me|what can you do|what can i say|what can i ask",
    "AMAZON.StopIntent": "stop|stop it|stop talking|off|shut up|be quiet|enough|that's enough",
    "AMAZON.CancelIntent": "cancel|cancel that|cancel it|never mind|nevermind|forget it",
    "AMAZON.NextIntent": "next|next one|next step|the next one|skip|skip it|skip this|skip forward|go on|keep going",
    "AMAZON.PreviousIntent": "previous|previous step|the previous one|go back|back|go back one|back up|last step",
    "AMAZON.RepeatIntent": "repeat|repeat that|repeat please|say that again|say it again|again|what did you say"
    "|once more|pardon|what was that|can you repeat that|come again",
    "AMAZON.StartOverIntent": "start over|start again|restart|from the beginning|start from the beginning|begin again",
    "AMAZON.PauseIntent": "pause|pause that|pause it|wait|hold on|hang on",
    "AMAZON.ResumeIntent": "resume|continue|unpause|carry on|go ahead",
    "AMAZON.MoreIntent": "more|tell me more|more please|show more|say more",
    "AMAZON.NavigateHomeIntent": "go home|home|take me home|go to the home screen|home screen",
}
# The words that end a skill without asking it, unless its model lists them as samples.
EXIT = frozenset({("exit",), ("quit",)})
