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
        "кто кого кому ком кем что чего чему чем чём какой какая какое какие каких каким какую "
        "какого когда где "
        "куда откуда почему зачем сколько скольких как ли чей чья чьё чьи"
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
    r"^(?:(?:好的?|嗯+|哦+|噢|行吧?|好吧|好嘞|明白了?|知道了|懂了|原来如此|谢谢你?了?|多谢|"
    r"ok(?:ay)?|i see|great|got it|thanks|thank you|ясно|понятно|хорошо|спасибо)"
    r"(?:[，,。.!！~～\s]+|(?=谢谢|多谢)))+"
)
"""Answers the last answer before the next question begins."""

COLLOQUIAL = (
    (re.compile("为啥"), "为什么"),
    (re.compile("啥时候?|多会儿|多咱"), "什么时候"),
    (re.compile("啥"), "什么"),
    (re.compile("咋样"), "怎么样"),
    (re.compile("咋"), "怎么"),
    (re.compile("(?<=[在到从去])哪(?:块|疙瘩|旮旯|边)(?!儿?[省市])"), "哪里"),
)
"""Interrogatives as they are said, and as they are written."""

CORRECTION = pattern(
    r"^(?:不是?|不对|不不|错了|说错了|搞错了|抱歉|对不起|no|nope|sorry|wait|нет|извините|простите)[，,、。.!！:：\s]+"
    r"(?=\S)"
)
"""Takes back what was asked before: what follows stands in its place."""

NOT_BUT = (
    re.compile(
        "^(?:我(?:问|说|指)的)?(?:并?不是|不)(?P<no>[^，,是]{1,16})[，,、 ]*(?:而是|我?(?:问|"
        "说|指)?的?是|是)"
        "(?P<detail>[^，,？?。]{1,16})[？?。.]*$"
    ),
    re.compile(
        r"^(?:i (?:mean|meant) )?not (?P<no>[^,?]{1,40}?),? (?:but|i (?:mean|meant)) "
        r"(?P<detail>[^,?]{1,40})[?.]*$",
        re.IGNORECASE,
    ),
    re.compile(r"^не (?P<no>[^,?]{1,40}), а (?P<detail>[^,?]{1,40})[?.]*$", re.IGNORECASE),
)
"""Says outright what stands in the place of what."""

OPENING = pattern(
    "^(?:那么|那(?![个些次位种项场座里家所件边时天年月届间份条部处样篇本张段封幅]|儿(?!童|子|女))|还有|另外|此外|然后|以及|而且|"
    r"我(?:是说|问的是|指的是|想问的是))[，,：:\s]*",
    r"^(?:and|but|also|so|then|or|i (?:mean|meant))\b[,:\s]*",
    r"^(?:ну а|а также|ещё|еще|также|а|и|но|я (?:имею|имел|имела) в виду|я (?:про|о|об)(?= "
    r"))\b[,:\s]*",
)
"""Ties a question to what was said before."""

MORE = pattern(
    r"^(?:请|再|能)?(?:具体|详细|多)(?:一点|一些|点|些)?(?:说说|讲讲|说|讲|介绍|说明)?"
    r"(?:一下|吗|呢)?[？?。!！\s]*$",
    "^(?:请?继续(?:说|讲)?|还有(?:吗|呢|别的吗|其他的?吗)|再(?:说说|讲讲|介绍一下))[？?。!！]*$",
    r"^(?:(?:can you |could you |please )?(?:tell me |say |give me )?more(?: details?)?(?: about "
    r"(?:it|this|that))?|go on|continue|(?:more )?details?|anything else|what else|elaborate)"
    r"(?: please)?[?.!\s]*$",
    r"^(?:比如|例如|譬如|举(?:个|几个|一个)?例子?)(?:说|呢|吗)?[？?。!！\s]*$",
    r"^(?:(?:can you |could you |please )?(?:give|name|list|show) (?:me |us )?(?:an example|"
    r"examples|some|"
    r"a few|them|them all)|for example|for instance|such as|like what|(?:can|could) you list "
    r"(?:them|these))"
    r"(?: please)?[?.!\s]*$",
    r"^(?:например|приведи(?:те)? примеры?|перечисли(?:те)?(?: их)?)[?.!\s]*$",
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
    r"\b(?P<this>(?:this|that|these|those)(?: ones?)?|the (?:same|former|latter)|"
    r"этого|этому|этом|этим|это)\b"
    r"(?=[\s?.!]*$|\s+(?:is|are|was|were|mean|means|happen|\w+ed|был\w*|будет|значит)\b)",
    r"^(?P<this_is>это)\b",
)
"""A word that stands for something named before; the group tells what it may stand for."""

POINTED = pattern(
    rf"(?:[这那](?:[一两几]?[个些次位种项场座家所件届间份条部处幅支颗类批段篇名]|[一两](?![切样般直些定]))?|(?P<said>(?<!应)该|"
    rf"(?<![因彼如从至])此(?!外)))(?P<noun>[{HAN}]{{1,6}})",
    r"\b(?:this|that|these|those|the same|(?<!кто )(?<!что )такой|эт(?:от|а|у|о|ого|ой|ом|ому|"
    r"и|их|ими|им)|"
    r"т(?:от|а|у|о|ого|ой|ом|ому|е|ех|еми|ем))\s+(?P<noun_word>[^\W\d_]+)",
)
"""A noun that is pointed at, and so was perhaps named before; after ``said`` it surely was."""

ALL_SAID = pattern(
    "^(?:情况|事情?|话|说法|消息|数据|数字|举措|做法|现象|过程|变化|结果|内容)",
    r"^(?:facts?|figures?|numbers?|news|statements?|words?|claims?|matters?|results?)$",
    r"^(?:факт|данны|цифр|новост|слов|заявлени|дел|событи|результат)",
)
"""A noun that, pointed at, takes up what was said and names none of it: 这个情况, "that figure"."""

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

HAN_EVENTS = "论坛|大会|会议|大赛|博览会|展览|展会|成果展|峰会|倡议"

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

EVENT_ASKED = pattern(
    f"(?:哪[一两几]?|什么|多少|几)[个次届场种项]?(?:{HAN_EVENTS})",
    r"\b(?:which|what|how many)(?: \w+)? (?:forum|conference|meeting|contest|competition|"
    r"exhibition|expo|"
    r"summit|initiative)s?\b",
    r"\b(?:как\w+|скольк\w+)(?: \w+)? (?:форум|конференц|совещан|конкурс|выставк|саммит|"
    r"инициатив)\w*",
)
"""One of those classes that the question asks for."""

LIKEWISE = pattern(r"[, ]+(?:instead|too|as well|also|then|тоже|также)$")
"""Ends a changed detail and adds nothing to it."""

INSIDE = pattern("^(?:上面|里面|里边|里头|其中|外面|背面|正面|旁边|附近)")
"""Opens a question with a place in what was spoken of."""

OTHER_SIDE = pattern("^(?:对方|双方|[两三各](?:国|市|地|校|方|家)|其(?![他它她中实次余间]))")
"""Opens a Chinese question with whom it cannot mean unless they were spoken of."""

LIKE_THOSE = pattern(
    "^(?:类似|同类|其余|剩下)的?|[这那]么[大小多少高低长短快慢好久早晚远重](?!数)",
    r"\bso (?:many|few|fast|quickly|big|small|late|early|high|low|long|important)\b",
    r"\bтак (?:много|мало|быстро|долго|поздно|рано|важн\w+)\b",
)
"""Compares with what was spoken of: 类似的还有哪些, "why so many"."""

DEED = pattern(
    r"\b(?:do|done|doing) (?:it|so|this|that)(?=\s*(?:[?.!,]|$)| (?:in|at|for|with|when|again)\b)|"
    r"\b(?:it|this|that) (?:happen|occur)",
    r"\b(?:с|по)?(?:дела|ступа)\w+ (?:это|так)\b|\b(?:это|так) (?:с|по)?(?:дела|ступи|случи|"
    r"произош)\w+",
    "[这那][么样](?:做|说|办)",
)
"""Points at what was done, not at a thing."""

POSSESSIVE = pattern("^(?:its|their|his|her)$")
"""May belong to what its own clause names."""

OFFICE = pattern(
    r"\bкто (?:он|она|они)\b|\b(?:президент|председател|директор|ректор|министр|мэр|глав|секретар|"
    r"должност|професси|работает|занимает|руковод|возглавля)\w*"
)
"""Asks who somebody is, or for an office, which only persons hold."""

TO_US = pattern(r"[你您]|\b(?:you|your|вы|вас|ваш|ты|тебя)\b")
"""Speaks to the program, not of the documents."""
