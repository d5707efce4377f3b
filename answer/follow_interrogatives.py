"""One circumstance asked for in place of another: "When was it held?", and then "And where?".

Texts are in the single script.
"""

from __future__ import annotations

import re

from ingest.script import HAN

_AUXILIARY = r"(?= (?:is|are|was|were|do|does|did|has|have|had|can|will|would)\b)"
_OF_WORDS = (
    r"when|where|why|(?:in|on|at|during|to|from|by|for) (?:which|what) [a-z]+|"
    r"когда|где|куда|откуда|почему|зачем|(?:во?|на|со?|из|до|по|к|от) как\w+ [а-яё]+"
)
_TIME_OF_HAN = "什么时候|何时|哪[年月天]|哪一[年月天]|几月(?:几[日号])?"
_PLACE_OF_HAN = "哪里|哪儿|什么地方|何地"
_OF_HAN = f"(?:在)?(?:{_TIME_OF_HAN}|{_PLACE_OF_HAN})"
_BARE_WORDS = re.compile(f"(?P<asked>how|как|{_OF_WORDS})[?.! ]*", re.IGNORECASE)
_BARE_HAN = re.compile(f"是?(?P<asked>{_OF_HAN})的?[呢？?。 ]*")
_EARLIER_WORDS = re.compile(
    rf"^(?:when|where|why|(?:in|on|at|during|to|from|by|for) (?:which|what) [a-z]+){_AUXILIARY}|"
    r"^(?:когда|где|куда|откуда|почему|зачем|(?:во?|на|со?|из|до|по|к|от) как\w+ [а-яё]+)(?= "
    r"[а-яё])",
    re.IGNORECASE,
)
_EARLIER_HAN = re.compile(f"(?<=[{HAN}》”]){_OF_HAN}(?=[{HAN}]{{2}})")


def asked_instead(earlier: str, question: str) -> str | None:
    """``earlier`` with the circumstance that ``question`` asks for, and nothing else, in it."""
    if bare := _BARE_WORDS.fullmatch(question.strip()):
        old = _EARLIER_WORDS.search(earlier)
        asked = bare["asked"].capitalize()
    elif bare := _BARE_HAN.fullmatch(question.strip()):
        old = _EARLIER_HAN.search(earlier)
        is_place = re.match(_PLACE_OF_HAN, bare["asked"])
        asked = f"在{bare['asked']}" if is_place else bare["asked"]
    else:
        return None
    return earlier[: old.start()] + asked + earlier[old.end() :] if old else None
