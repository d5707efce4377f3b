"""Forms of questions that say little but what they ask: begun with a verb, or without one.

Texts are in the single script; case makes no difference.
"""

from __future__ import annotations

from answer.reference_words import any_of, pattern
from ingest.script import HAN

_VERBS = any_of(
    "解决 创造 带动 拉动 吸引 投资 投入 收集 收到 收取 覆盖 处理 应对 克服 推动 促进 推进 "
    "改善 改变 影响 服务 提供 生产 制造 销售 出口 进口 出售 购买 采购 租用 使用 采用 运用 "
    "应用 借助 利用 依靠 依托 借鉴 面向 针对 着眼 围绕 聚焦 关注 关心 讨论 探讨 研究 商定 "
    "决定 确定 规定 要求 承诺 答应 保证 邀请 请来 接待 欢迎 派出 选派 培养 招募 录取 奖励 "
    "资助 捐赠 展出 展示 陈列 收藏 演出 播出 上映 出版 刊登 撰写 起草 修改 修订 修复 修建 "
    "兴建 改建 扩建 迁移 占地 耗资 耗时 花费 历时 持续 延长 缩短 减少 增加 增长 下降 提高 "
    "降低 超过 达到 相当 排名 排在 位居 隶属 归属 源自 起源 诞生 出生 去世 担任 兼任 出任 "
    "当选 访问 考察 走访 参观 会见 会谈 谈判 达成 加入 吸收 批准 通过 生效 截止 申请 申报 "
    "列入 获批 评为 命名 意味 象征 体现 反映 设在 开设 设有 教授 开展 鼓励 支持 主张 提出"
)

SUBJECTLESS = pattern(
    "^(?:一共|总共|合计|加起来)(?:有|是|要|花|达)?(?:了|到)?(?:多少|几)",
    "^(?:后来|随后|接着|再后来)(?!的)",
    f"^[{HAN}]{{2}}[了过]?(?:多久|多长时间)[？?]*$",
    "^(?:一共|总共|共|又|还|也|都|再|只|想要?|打算|希望|准备|曾|已经?|具体|主要|大概|大约|到底|究竟|将来|今后|以后|后来|最后|"
    "目前|现在|预计|计划|之前|此前|之后|此后|当时|同时|期间|随后|接着)*"
    "(?:能(?![力源量耗效])|会(?![议员费计场长徽标展客籍馆])|可以|要(?![求点素闻])|需要(?!量)|有(?:多少|几|哪些|什么|没有)(?!.*了.)|分(?:为|成|几|布|属)|包括|涉及|来自|位于|"
    "带来(?:了|多少|什么)|"
    f"[签办](?:了|的)|[{HAN}]{{1,2}}过[{HAN}]{{0,6}}[吗么没]|有[{HAN}]{{1,8}}[吗么]|"
    f"[{HAN}]{{1,2}}(?:[了过到](?:百分之)?(?:多少|几|哪|什么)|哪[一两几些])|是(?:谁|什么|哪|几|在)|"
    f"{_VERBS}[了过到在于自为出着]*(?:百分之)?(?:什么|多少|几|哪|谁|怎|如何))",
    rf"^[{HAN}]{{1,4}}吗[？?]*$",
)
"""A Chinese question that begins with its verb."""

OF_THINGS = pattern("^都?(?:涉及|来自|分[为成布属]|[增减]|占|属于|包括)|吗[？?]*$")
"""Begins with a verb whose subject is rather what was counted than whose it was."""

OF_NUMBER = pattern(
    r"\b(?:grow|grew|grown|increase|rise|rose|risen|double|triple|drop|fall|fell|decline|decrease|shrink)(?:[sd]|ed)?\b",
    r"\b(?:вырос|выраст|возрос|увелич|удво|утро|сниз|сократ|упал|уменьш)\w*",
)
"""Asks of a number how it changed, whose it is said by the whole of the last question."""

PREDICATE_ONLY = pattern(
    "^是(?!否|不是|谁|什么|哪|几|多少|为)[^，,]{1,14}[吗么][？?]*$",
    f"^(?:仅仅?|就|只)(?!要|好|得|算|是说)(?:有|在|是|能|给|到)?[{HAN}]{{1,8}}(?:[吗么][？?]*|[？?]+)$",
    "^(?:请|能|可以|能不能)?(?:再?举|比如说?|譬如|例如)(?:个|几个|些)?例?子?[^的]{0,8}[？?吗]*$",
    r"^(?:in|at|on|by|from|with|to|for) (?:the )?[\w.'’-]+(?: [\w.'’-]+){0,2}[?]+$",
    "^第[一二三四五六七八九十两]{1,2}[条点项个步](?![月年])",
    f"^[{HAN}]{{2,8}}那[个家所座场次条篇位](?:叫|是|在|有|呢|怎|什|多|几|[？?])",
    f"^[{HAN}]{{2,6}}[这那]一?块儿?(?![地头])",
    r"^(?:vs[.]?|versus|compared (?:to|with)|по сравнению с)\b",
    r"^(?:больше|меньше|раньше|позже|быстрее|more|less|fewer|faster|bigger|larger|smaller|higher|"
    r"lower|earlier|later|better|worse)\b[^,]{0,24}[?]+$",
)
"""Says something of what was spoken of, and may name what it likes: 是在青岛签的吗？"""

ASKING_FIRST = pattern(
    "[从在到由为对给]?(?:谁|什么|哪|多少|几|怎|为何|何时|何地)",
)
"""Opens a Chinese question with its interrogative, so that its subject is not in it."""

CLEFT = pattern(
    "^(?:什么时候|何时|哪[年月天]|几[月号]|谁|哪里|哪儿|怎么|为什么|为何|什么地方)(?!.*是)"
    rf"[{HAN}]{{1,4}}的[？?]*$",
    rf"^[从在往到跟和与为对给向由](?:谁|哪里|哪儿|何地|什么地方|哪[国年天]|[哪几][些几]?[个座家所届次场种])[{HAN}]{{1,10}}[？?]*$",
    rf"^(?:谁|在?哪[里儿]?|什么时候|何时|哪[年天])[{HAN}](?:了|过)?的[{HAN}][？?]*$",
    rf"^(?:谁|哪|多少|几)[{HAN}]{{0,6}}?(?:参加|参与|出席|加入|报名|入选|签字|签署|负责|主持)[了过的]?[？?]*$",
)
"""A Chinese question that says no more than its interrogative and a verb: 什么时候签的？"""

WITH_PARTNER = pattern(
    "^(?!和[平谐睦解约]|同[时年月日样意期]|与[会此]|给予|跟[踪随])[和跟与同给](?!谁|哪|什么|多少|几)"
    "(?P<partner>[^的，,]{1,8}?)(?P<verb>(?:什么时候|何时|哪[年天]|怎么|如何|有没有|还?有)?"
    f"[{HAN}]{{1,4}}?(?:什么|谁|哪|多少|几|吗)[^的，,]{{0,6}})[？?]*$"
)
"""A Chinese question that begins with the other party: 和香港合作什么？"""

MEASURED = pattern(
    "^[^，,]{1,6}?[了过到]?(?:多久|多长(?:时间)?|多[大高远重快]|多少(?:[天年月元倍%]|小时|万|亿)?|几[天年月倍])[？?]*$",
    r"^how (?:long|often|many times|much time)\b",
    r"^(?:как (?:долго|часто)|сколько (?:раз|времени))\b",
)
"""Asks how much of itself something took or had, and so names nothing: 筹建花了多久？"""

NOUN_OF_SEVERAL = pattern(
    f"^[{HAN}]{{2,4}}?(?:一共|总共|共)?有(?:几|多少)[个家所座名位项][？?]*$|^[{HAN}]{{2,4}}叫(?:什么|啥)(?:名字?)?[？?]*$"
)
"""A Chinese noun and how many of it there are, or its name: 教学区域有几个？"""

TAKES_PART = pattern(
    f"^[{HAN}·]{{2,10}}?(?:也|都)?(?:参加|参与|出席|加入|包括在内|在(?:里面|内|其中|场|列))(?:了|过)?[吗么没][？?]*$",
    r"^(?:did|was|were|is|are|has|have) [\w .'’-]{2,40}? (?:also )?(?:take part|taken part|"
    r"attend|attended|join|joined|"
    r"participate|participated|there|included|involved|present|among them|one of them)(?: too| "
    r"as well)?[?]*$",
    r"^[\w «»-]{2,40}? (?:тоже |там |также )?(?:участвова\w+|присутствова\w+|присоедини\w+|"
    r"(?:был\w* )?(?:там|среди них))[?]*$",
)
"""Whether somebody was among those spoken of: "Did Pakistan take part?"."""

THE_GENERIC = pattern(
    r"\bthe (?P<noun>[a-z]+)(?=\s*[?]*$|\s+(?!(?:of|for|from|with|about|between|at|on|in|to|"
    r"and|or|that|who|"
    r"which)\b)[a-z]+)"
)
"""A definite noun that nothing describes: "Where is the company based?"."""

NOUN_COUNTED = pattern(
    f"^[{HAN}]{{2,3}}?(?:一共|总共|共)?(?:有|是|为|达)?多少(?:[个家份名万亿元])?[？?]*$"
)
"""A Chinese noun without whose it is, and how much: 订单有多少？"""

ASKED_OF_VERB = pattern(
    "^(?:什么时候|何时|哪[年天]|几月|多久(?:之?内)?|多长时间|在?哪[里儿]|为什么|怎么|谁来?)"
    rf"(?!是)[{HAN}]{{2,3}}[？?]*$"
)
"""A Chinese question of an interrogative and a verb: 什么时候投产？"""

RELATIONAL = pattern(
    rf"^[首总副][{HAN}]{{1,3}}$",
    rf"^[{HAN}]{{1,3}}率[升降]?$",
    "^(?:电话|号码|邮箱|网址|造价|单价|票价|售价|押金|年费|产量|产能|容量|功率|重量|高度|长度|宽度|"
    "速度|学制|工期)$",
)
"""A noun that is always of something: 首站, 总投资, 错分率, 电话."""

DEFINITE = pattern(
    r"\bthe (?:very )?(?:first|last|next|previous|original|final|initial|total|overall|main|"
    r"average|"
    r"other|rest|same|current|new)(?: [a-z]+)?[?]*$",
    r"\b(?:перв|последн|следующ|предыдущ|общ|главн|основн|средн|остальн|нов)\w{1,3}(?: "
    r"[а-яё]+)?[?]*$",
)
"""Ends in one of several that only an earlier question tells: "the first stop"."""

FRAGMENT = pattern(
    r"^(?:(?:in|on|at|from|to|with|by|for|until|till|of|over|under|during|after|before|since|"
    r"between|through|within) )?(?:which|what|how (?:many|much)) "
    r"(?!(?:is|are|was|were|do|does|did|has|have|had|can|will)\b)[a-z]+"
    r"(?: (?:a|per|in|each|every|of) [a-z]+)*"
    r"(?: (?:so far|in total|in all|altogether|overall))?[?]*$",
    r"^(?:(?:во?|на|со?|для|из|от|до|по|об?|за|ко?|у|при|после|через|под|между) )?(?:скольк\w+|"
    r"как\w+) [а-яё]+"
    r"(?: (?:в|за|на) [а-яё]+)*[?]*$",
)
"""A question in English or Russian without a verb: "How many parcels a day?"."""
