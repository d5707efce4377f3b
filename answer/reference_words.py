"""The words that point back, in four languages: pronouns, "this …", openings, changes of topic.

Closed classes only. Texts are in the single script; case makes no difference.
"""

from __future__ import annotations

import re

from ingest.script import HAN


def any_of(words: str) -> str:
    """An expression for any of ``words``, which are separated by blanks."""
    return "(?:" + "|".join(words.split()) + ")"


def pattern(*parts: str) -> re.Pattern[str]:
    """An expression for any of ``parts``, in either case."""
    return re.compile("|".join(parts), re.IGNORECASE)


INTERROGATIVE = pattern(
    "什么|谁|哪|多少|几|怎|如何|为何|何时|何地|何人|是否|有没有|是不是|多[大长久高远]|吗",
    r"\b"
    + any_of(
        "who whom whose what which when where why how is are was were do does did has have had can "
        "could will would should"
    )
    + r"\b",
    r"\b"
    + any_of(
        "кто кого кому кем что чего чем какой какая какое какие каких каким какую какого когда где "
        "куда откуда почему зачем сколько как ли чей чья чьи"
    )
    + r"\b",
)

OTHER_TOPIC = pattern(
    "换个?(?:话题|问题)|问个?(?:别的|其他)|另一个(?:话题|问题)|题外话",
    r"\b(?:another|different|new|change of|unrelated|other) (?:question|topic|subject)\b",
    r"\boff[- ]topic\b",
    r"\bдруг\w+ (?:вопрос|тем)|\bне по теме\b|\bсмен\w+ тем",
)
"""Says that what follows is about something else."""

BY_THE_WAY = pattern(r"^(?:对了|顺便问?一?[下句]?|by the way|btw|кстати)[，,、：:\s]*")
"""Opens a question that may be about something else, or not."""

ACKNOWLEDGEMENT = pattern(
    r"^(?:好的?|嗯+|哦+|明白了?|知道了|谢谢你?|ok(?:ay)?|i see|great|thanks|thank you|ясно|понятно|"
    r"хорошо|спасибо)[，,。.!！\s]+"
)
"""Answers the last answer before the next question begins."""

OPENING = pattern(
    "^(?:那么|那(?![个些次位种项场座里家所件边时天年月届间份条部处样]|儿(?!童|子|女))|还有|另外|此外|然后|以及|而且|"
    r"我(?:是说|问的是|指的是|想问的是))[，,：:\s]*",
    r"^(?:and|but|also|so|then|or|i (?:mean|meant))\b[,:\s]*",
    r"^(?:ну а|а также|ещё|еще|также|а|и|но|я имею в виду)\b[,:\s]*",
)
"""Ties a question to what was said before."""

MORE = pattern(
    r"^(?:请|再|能)?(?:具体|详细|多)(?:一点|一些|点|些)?(?:说说|讲讲|说|讲|介绍|说明)?"
    r"(?:一下|吗|呢)?[？?。!！\s]*$",
    "^(?:请?继续(?:说|讲)?|还有(?:吗|呢|别的吗|其他的?吗)|再(?:说说|讲讲|介绍一下))[？?。!！]*$",
    r"^(?:(?:can you |could you |please )?(?:tell me |say |give me )?more(?: details?)?(?: about "
    r"(?:it|this|that))?|go on|continue|(?:more )?details?|anything else|what else|elaborate)"
    r"(?: please)?[?.!\s]*$",
    r"^(?:(?:расскажи(?:те)? )?(?:подробнее|ещё|еще)(?: об этом)?|продолжай(?:те)?|"
    r"что ещё|что еще)[?.!\s]*$",
)
"""Asks to hear more of the same."""

_FREE = f"(?:(?<![{HAN}])|(?<=[在到从去是和跟对给由把]))"  # 尼泊尔那边 says whose

PRONOUN = pattern(
    "(?P<person>(?<![其吉])[他她]们?)|(?P<place>"
    + _FREE
    + r"(?:那里|那儿(?!童|子|女)|那边|这里))|(?P<thing>它们?)",
    "(?P<things>上述|那时候?|当时|前者|后者|两者|这些?(?=[是有又都由和跟在]|意味|说明)|那些?(?=[是有又都由和跟在]|意味))",
    r"\b(?P<person_word>he|him|his|she|her|hers)\b|\b(?P<place_word>there|там|туда|оттуда)\b",
    r"\b(?P<thing_word>it|its)\b|\b(?P<thing_words>they|them|their|theirs)\b",
    r"\b(?P<either>"
    + any_of("он она оно они его её ее ему им их ими ней нём нем ним них неё нее него")
    + r")\b",
    r"\b(?P<this>this|these|those|that|the (?:same|former|latter)|этого|этому|этом|этим|это)\b"
    r"(?=[\s?.!]*$|\s+(?:one|is|are|was|were|mean|means|happen|\w+ed|был\w*|будет|значит)\b)",
)
"""A word that stands for something named before; the group tells what it may stand for."""

POINTED = pattern(
    rf"(?:[这那](?:[一两几]?[个些次位种项场座家所件届间份条部处幅支颗类批段篇名])?|(?P<said>(?<!应)该|"
    rf"(?<![因彼如从至])此(?!外)))(?P<noun>[{HAN}]{{1,6}})",
    r"\b(?:this|that|these|those|the same|такой|эт(?:от|а|у|о|ого|ой|ом|ому|и|их|ими|им)|"
    r"т(?:от|а|у|о|ого|ой|ом|ому|е|ех|еми|ем))\s+(?P<noun_word>[^\W\d_]+)",
)
"""A noun that is pointed at, and so was perhaps named before; after ``said`` it surely was."""

POINTED_TIME = pattern(
    "^(?:周|月|星期|礼拜|年|天|时|季|晚|早|夏|冬|春|秋|么)",
    r"^(?:week|weekend|month|year|morning|evening|afternoon|summer|winter|spring|autumn|time|way)s?$",
    r"^(?:недел|месяц|год|утр|вечер|выходн|лет|зим|весн|осен|раз)",
)
"""What is pointed at in the calendar and not in the conversation."""

DUMMY = pattern(
    r"\b(?:is|was|are|were|has|will|can) there\b|\bthere (?:is|are|was|were|will|has|have)\b",
    r"\bwhat time is it\b|\b(?:does|will|would|did) it (?:take|cost) to\b",
    r"\b(?:is|was|will) it (?:be |going to )?(?:rain|snow|cold|hot|warm|late|true|possible|ok|"
    r"okay|safe|legal|raining|snowing|sunny|time|necessary|worth|better|normal)\b",
    r"\bit(?:'s| is) \w+ (?:that|to)\b|\bthis (?:is|was) \w+ing\b",
    r"\bэто правда, что\b|\bправда ли это, что\b|\bчто это за\b",
)
"""Where "it" and "there" stand for nothing."""

CLAUSE_END = pattern(
    r"[，,；;。？?！!：:]|\b(?:and|or|but|because|when|while|as|if|и|или|а|но|если|когда|пока|чтобы)\b"
)

OF_ALL = pattern(
    "[它他她]们|[这那](?:[些几两]|[是有又和跟在]|意味|说明)|上述|两者",
    r"(?:they|them|their|theirs|these|those|this|that|они|их|ими|них|эти[хм]?|эт(?:о|ого|ому|им|ом)|"
    r"те[хм]?)\b",
)
"""Points back at several things, or at all that was said."""

EVENTS = tuple(
    pattern(words)
    for words in (
        r"论坛|\bforums?\b|\bфорум",
        r"大会|会议|\bconference|\bmeeting|\bконференц|\bсовещан",
        r"大赛|\bcontest|\bcompetition|\bконкурс",
        r"博览会|展览|展会|成果展|\bexhibition|\bexpo\b|\bвыставк",
        r"峰会|\bsummit|\bсаммит",
        r"倡议|\binitiative|\bинициатив",
    )
)
"""Classes by which alone a question may be about something that nobody spoke of."""

INSIDE = pattern("^(?:上面|里面|里边|里头|其中|外面|背面|正面|旁边|附近)")
"""Opens a question with a place in what was spoken of."""

POSSESSIVE = pattern("^(?:its|their|his|her)$")
"""May belong to what its own clause names."""

TO_US = pattern(r"[你您]|\b(?:you|your|вы|вас|ваш|ты|тебя)\b")
"""Speaks to the program, not of the documents."""
