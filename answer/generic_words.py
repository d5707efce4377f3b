"""Words that say little by themselves: what is left of a question without them is its subject.

"How many people took part?" holds only such words, so it needs an earlier question to mean
anything; "Where is Qingdao?" holds one of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from answer.place_names import PLACES
from index.translation import language_of, stem
from ingest.script import HAN, to_single_script

_CHINESE = (
    "分属 分布 缔结 结成 结为 结好 结交 揭牌 揭幕 挂牌 出发 动身 启程 抵达 到达 颁发 颁布 公布 "
    "请问 告诉我 介绍一下 介绍 说说 讲讲 想知道 知道 一下 为什么 什么时候 什么样 什么 怎么样 怎么 "
    "怎样 如何 为何 何时 何地 何人 哪里 哪儿 哪 谁 多少 多大 多长 多久 多高 多 几 是否 有没有 "
    "是不是 分别 关于 根据 按照 文中 文章 吗 呢 吧 啊 呀 的 了 是 着 过 得 地 之 其 该 此 签署 "
    "签订 签字 签约 签 举行 举办 召开 主办 承办 办 开幕 闭幕 开展 开始 结束 开 参加 出席 参与 "
    "参赛 参会 参展 到会 到场 来自 来 去 到 发布 发表 发起 提出 提到 宣布 成立 建立 建设 建成 "
    "设立 启动 启用 建 设 位于 属于 包括 包含 涉及 涵盖 组成 分成 分为 分 带来 产生 达到 达成 "
    "增长 提高 提升 下降 增加 减少 变化 支持 鼓励 负责 主持 说 讲 表示 认为 强调 指出 建议 呼吁 "
    "评价 看 拍摄 拍 写 画 赠送 送 给 用于 使用 用 做 干 搞 教学 教 学习 学 培训 招收 招 报名 "
    "获得 得到 获 选出 入选 选 合作 交流 代表 对方 双方 各方 需要 花 投资 持续 维持 进行 完成 "
    "实现 运营 服务 推出 称为 称作 叫做 叫 被誉为 誉为 被 算 人们 人员 人次 人 嘉宾 成员国 成员 "
    "国家 国 城市 学校 院校 高校 公司 企业 机构 组织 单位 部门 地方 地点 地址 会场 会址 位置 时间 "
    "日期 日子 名字 名称 全名 全称 简称 称号 称呼 主题 题目 标题 口号 内容 目的 目标 宗旨 任务 "
    "意义 好处 作用 影响 背景 原因 理由 结果 结论 成果 成就 成绩 特点 特色 优势 问题 困难 措施 "
    "办法 方法 方式 方面 领域 类别 类型 种类 项目 活动 环节 议题 议程 日程 安排 计划 会议 论坛 "
    "大会 大赛 比赛 赛事 展览 展会 展区 展品 板块 部分 章节 协议 合同 文件 备忘录 条款 规模 面积 "
    "人口 数量 数字 金额 总额 价格 费用 成本 收入 营收 产值 比例 占比 增幅 增速 人数 名额 期限 "
    "校长 院长 主席 会长 副主任 主任 秘书长 总统 总理 市长 省长 州长 书记 部长 局长 厅长 负责人 "
    "领导人 领导 董事长 经理 记者 作者 专家 学者 老师 教师 学生 学员 专业 课程 关系 联系 区别 "
    "不同 相同 身份 职务 职位 国籍 年龄 年纪 岁数 岁 职业 经历 观点 看法 意见 事情 事 东西 产品 "
    "最早 最后 最 第 前 后 之前 之后 以前 以后 当时 那时 期间 一共 总共 共 又 还有 还 也 都 具体 "
    "主要 大概 大约 到底 究竟 另外 此外 其他 其它 其中 别 更 再 已经 已 目前 才 就 只 能够 能 会 "
    "可以 应该 要 想 对 向 从 由 为 在 于 以 和 与 跟 同 把 让 使 及 里 中 上 下 内 外 一 二 两 "
    "三 四 五 六 七 八 九 十 百 千 万 亿 元 个 位 名 家 所 座 届 次 项 份 场 条 种 类 年 月 日 号 "
    "天 点 有 没 不 各 每 全 它们 他们 她们 它 他 她 这 那 们 前者 后者 上述 哪些 些 样 件 间 大 "
    "小 长 久 高 远"
)
_ENGLISH = (
    "a an the of in on at to for from by with and or is are was were be been being do does did "
    "has have had what which who whom whose when where why how many much that this these those it "
    "its they them their as about can could would should will shall please list any sign hold "
    "host open close start begin end attend participate join take place publish release announce "
    "found establish build launch include cover belong consist bring produce reach grow increase "
    "raise support encourage say tell mention suggest think speak write paint give send use make "
    "teach study train enrol cooperate represent need cost spend invest last run complete achieve "
    "serve handle call name register apply become happen mean get got go went come came held made "
    "took taken said told spoke wrote written set gave given taught built began begun ran sent "
    "brought chose chosen know see people person guest participant visitor member country state "
    "city town school university college company institution organisation organization body venue "
    "location date day year month theme topic title slogan content purpose goal aim task meaning "
    "significance importance benefit advantage role effect impact background reason cause result "
    "outcome feature problem measure method way area field category type kind sort project "
    "activity session event agenda plan meeting forum conference contest competition exhibition "
    "section part agreement contract document memorandum point size scale population number "
    "amount total price income revenue share percent rate growth head president director chairman "
    "secretary mayor governor minister leader reporter author expert teacher student major course "
    "relation difference position job nationality age old view opinion thing product first more "
    "most less other another else exactly together altogether main mainly side party young big "
    "large long far often between among during after before into out up then also too so just "
    "only still ever now he him she her i me my we us our one ones same different new all some "
    "both each every if not no yes there here s t re may might must let and but why am "
    "since until till within per against toward via through over under above below along across "
    "around behind near without"
)
_RUSSIAN = (
    "и в во на с со к ко о об от до по из за для у не что чего чем чему кто кого кем кому чей чьи "
    "где куда откуда когда как какой какая какое какие каких каким сколько зачем ли это этот эта "
    "эти этого этой этом тот та то те был была было были есть его её их он она оно они ему ей им "
    "же бы а но или при расскажите подписать подписал подписали подписан подписано пройти прошёл "
    "прошла прошли проходил проходит проводить провести провели состояться состоялся состоялась "
    "состоялось открыть открылся открылась открыт закрыть начать началась начался закончить "
    "участвовать участвовал участие принять приняли принял опубликовать объявить основать основан "
    "создать создан построить построен запустить включать входить входит относиться состоять "
    "принести достичь вырасти поддерживать сказать сказал говорить говорил упомянуть предложить "
    "предложил думать писать дать дал использовать делать учить учиться обучать набирать "
    "представлять нужно стоить длиться работать выполнить называться называется называют приехать "
    "приехали прийти стать стал иметь имеет быть мочь может люди человек гость участник член "
    "страна государство город школа университет вуз институт компания учреждение организация "
    "место дата день год месяц время тема название девиз лозунг содержание цель задача значение "
    "смысл польза преимущество роль влияние причина результат итог особенность проблема мера "
    "метод способ область сфера вид тип проект мероприятие повестка план встреча заседание форум "
    "конференция конкурс выставка раздел часть соглашение договор документ меморандум пункт "
    "размер масштаб население число количество сумма цена доход доля процент рост глава президент "
    "директор председатель секретарь мэр губернатор министр руководитель автор эксперт "
    "преподаватель студент специальность курс отношение разница должность возраст лет мнение вещь "
    "продукт первый больше всего ещё другой именно вместе главный сторона молодой большой долго "
    "далеко часто между после перед во время потом тоже также только уже сейчас я мы вы мой наш "
    "все каждый если нет да там здесь туда оттуда тогда них ним ней нём ими им неё него такой "
    "таких почему себя имя ректор при под над через около без ради среди против"
)


def _stemmed(words: str) -> frozenset[str]:
    return frozenset(_key(word) for word in words.split())


def _key(word: str) -> str:
    plain = word.casefold().replace("ё", "е").replace("’", "'").removesuffix("'s")
    return stem(plain, language_of(plain))


_BODIES = "上海合作组织|上合组织|上合|联合国|欧盟|东盟|欧亚经济联盟|世贸组织|世卫组织"
_PLACE = f"{'|'.join(PLACES)}|{_BODIES}"
_QUOTED = "《[^》]*》|“[^”]*”|「[^」]*」"
_FILLERS = _CHINESE.split()
_SINGLE = "".join(word for word in _FILLERS if len(word) == 1)
_LONGER = "|".join(sorted((word for word in _FILLERS if len(word) > 1), key=len, reverse=True))
_COUNTERS = "个位家所座届项份场条种类次些天例套批对本篇支只件间台"
_HOW_MANY = f"(?:多少|哪[一两几]?|几(?!何)大?)(?:[{_COUNTERS}]|名(?![额单称字]))?"
_KEPT_OR_FILLER = re.compile(f"(?P<kept>{_QUOTED}|{_PLACE})|{_HOW_MANY}|{_LONGER}|[^{HAN}·]+")
_NAME = re.compile(f"{_QUOTED}|{_PLACE}|[{HAN}]+·[{HAN}]+")
_GENERIC = _stemmed(f"{_ENGLISH} {_RUSSIAN}")
_WORD = re.compile(rf"[^\W\d_{HAN}]+(?:['’][^\W\d_{HAN}]+)*|\d+")
_IS_HAN = re.compile(f"[{HAN}]")


def specific(question: str) -> list[str]:
    """The pieces of ``question`` that say what it is about: Han runs, and words as stems."""
    text = to_single_script(question)
    return [*_han_pieces(text), *(_key(word) for word in _words(text))]


def size(pieces: Sequence[str]) -> float:
    """How much ``pieces`` say, in words; two Han characters count as one."""
    return sum(len(piece) / 2 if _IS_HAN.match(piece) else 1.0 for piece in pieces)


def names(question: str) -> list[str]:
    """Names in ``question``: known places, quoted titles, foreign or capitalised words."""
    text = to_single_script(question)
    foreign = _IS_HAN.search(text) is not None
    return [
        *(match[0] for match in _NAME.finditer(text)),
        *(word for word in _words(text) if foreign or word[0].isupper()),
    ]


def shared(pieces: Sequence[str], earlier: str) -> bool:
    """Whether ``earlier`` holds one of ``pieces``, or two neighbouring characters of one."""
    text = to_single_script(earlier)
    known = {_key(word) for word in _words(text)}
    return any(
        any(piece[i : i + 2] in text for i in range(max(1, len(piece) - 1)))
        if _IS_HAN.match(piece)
        else piece in known
        for piece in pieces
    )


def same_word(one: str, other: str) -> bool:
    """Whether two words of English or Russian are forms of one."""
    return _key(one) == _key(other)


def _words(text: str) -> list[str]:
    return [match[0] for match in _WORD.finditer(text) if _key(match[0]) not in _GENERIC]


def _han_pieces(text: str) -> list[str]:
    """Single fillers go only from the ends: 教 may be "teach", in 教育 it is half a word."""
    pieces: list[str] = []
    end = 0
    for match in [*_KEPT_OR_FILLER.finditer(text), None]:
        between = text[end : match.start() if match else len(text)]
        if between.strip(_SINGLE):
            rest = between.strip(_SINGLE)
            pieces.append(rest if len(rest) > 1 else _with_neighbour(rest, between))
        if match is None:
            break
        if kept := match["kept"]:
            pieces.append(kept.strip("《》“”「」"))
        end = match.end()
    return pieces


def _with_neighbour(character: str, text: str) -> str:
    """The one ``character`` of weight in ``text`` with the one before it, as in 中心."""
    at = text.index(character)
    return text[max(0, at - 1) : at + 1] if at else text[:2]
