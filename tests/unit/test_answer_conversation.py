"""What a follow-up borrows, and what must not be dragged along: conversations as a table."""

import pytest

from answer.conversation import Meanings, Turn, asked_apart, meanings, standalone

FORUM = Turn("论坛在哪里举行？", "青岛国际会议中心。")
SIGNED = Turn("青岛和撒马尔罕什么时候结为友好城市？", "2024年1月24日。")
LUBAN = Turn("中亚第一家鲁班工坊开在哪里？", "塔吉克斯坦技术大学。")
MAJORS = Turn("它教哪些专业？", "城市热能应用技术和工程测量。")
FIRST = Turn("第一届论坛在哪里举行？", "青岛。")
YEREVAN = Turn("青岛与埃里温签署了什么协议？", "友好城市关系协议书。")
KOROL = Turn("科罗尔是谁？", "白俄罗斯国立大学校长安德烈·科罗尔。")
STUDENTS = Turn("白俄罗斯国立大学有多少中国学生？", "超过3000名。")
TRADITIONAL = Turn("上海合作組織大學設幾個專業方向？", "7個。")
ENGLISH = Turn("Where was the SCO friendship forum held?", "In Qingdao.")
RUSSIAN = Turn("Где прошёл форум дружбы ШОС?", "В Циндао.")


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("青岛在哪里？", SIGNED),
        ("苏扎尼是什么？", FORUM),
        ("贝雕是什么？", FORUM),
        ("哈萨克斯坦的经典红茶叫什么名字？", SIGNED),
        ("上合组织有多少个成员国？", LUBAN),
        ("中国有多少人口？", FORUM),
        ("今天天气怎么样？", FORUM),
        ("怎么做红烧肉？", FORUM),
        ("为什么天是蓝的呢？", FORUM),
        ("你吃了吗？", FORUM),
        ("1+1=?", FORUM),
        ("这届世界杯在哪里举行？", FORUM),
        ("这个周末青岛有什么活动？", SIGNED),
        ("对了，笔记本一开机就蓝屏怎么办？", FORUM),
        ("换个话题，鲁班工坊教哪些专业？", SIGNED),
        ("中国石油大学在哪里，它有多少学生？", SIGNED),
        ("论坛有多少人参加？", LUBAN),
        ("青岛贝雕在成果展的哪个展区展出？", ENGLISH),
        ("這道數學題怎麼解：三角形內角和是多少？", TRADITIONAL),
        ("風雲二號衛星是做什麼的？", TRADITIONAL),
        ("貝雕是什麼？", FORUM),
        ("撒馬爾罕在哪裡？", TRADITIONAL),
        ("Where is Qingdao?", ENGLISH),
        ("Where is Qingdao?", SIGNED),
        ("What is a Luban Workshop?", ENGLISH),
        ("Is it raining in Moscow today?", ENGLISH),
        ("Is there a museum in Khiva?", ENGLISH),
        ("How do I boil an egg?", ENGLISH),
        ("How did they manage to bake bread in ancient Rome?", ENGLISH),
        ("By the way, who won the World Cup in Qatar?", ENGLISH),
        ("Another question: which satellite gives weather forecasts?", ENGLISH),
        ("When was Peking University founded, and how many students does it have?", ENGLISH),
        ("Где находится Циндао?", RUSSIAN),
        ("Какая погода в Москве?", RUSSIAN),
        ("Что такое мастерская Лубаня?", RUSSIAN),
        ("Кстати, как приготовить борщ?", RUSSIAN),
        ("Когда основан Московский университет и сколько в нём студентов?", RUSSIAN),
    ],
)
def test_a_change_of_topic_drags_nothing_along(question: str, last: Turn) -> None:
    assert standalone(question, [last]) == question


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("那第二届呢？", FIRST, "第二届论坛在哪里举行？"),
        ("那第二屆呢？", FIRST, "第二届论坛在哪里举行？"),
        ("第二届？", FIRST, "第二届论坛在哪里举行？"),
        ("我是说第二届", FIRST, "第二届论坛在哪里举行？"),
        ("下一届呢？", FIRST, "第二届论坛在哪里举行？"),
        ("And the second?", FIRST, "第二届论坛在哪里举行？"),
        ("А второй?", FIRST, "第二届论坛在哪里举行？"),
        (
            "第二十三次呢？",
            Turn("元首理事会第二十二次会议在哪里举行？", ""),
            "元首理事会第二十三次会议在哪里举行？",
        ),
        (
            "And the fifth?",
            Turn("What is the fourth point of the Initiative?", ""),
            "What is the fifth point of the Initiative?",
        ),
        ("А пятый?", Turn("О чём четвёртый пункт?", ""), "О чём пятый пункт?"),
        ("那2023年呢？", Turn("2018年进出口额是多少？", ""), "2023年进出口额是多少？"),
        ("And in 2022?", Turn("2023年进出口额是多少？", ""), "2022年进出口额是多少？"),
        (
            "What about 2024?",
            Turn("How much was the trade in 2023?", ""),
            "How much was the trade in 2024?",
        ),
        ("А в июле?", Turn("Что открыли в июне?", ""), "Что открыли в июле?"),
        ("那甘贾呢？", YEREVAN, "青岛与甘贾签署了什么协议？"),
        ("那下关市呢？", SIGNED, "青岛和下关市什么时候结为友好城市？"),
        ("那黑龙江呢？", Turn("示范区在新疆建了什么？", ""), "示范区在黑龙江建了什么？"),
        (
            "What about Ganja?",
            Turn("What did Qingdao sign with Yerevan?", ""),
            "What did Qingdao sign with Ganja?",
        ),
        (
            "And in Belarus?",
            Turn("What does the zone do in Xinjiang?", ""),
            "What does the zone do in Belarus?",
        ),
        (
            "А в Беларуси?",
            Turn("Что зона ШОС строит в Синьцзяне?", ""),
            "Что зона ШОС строит в Беларуси?",
        ),
        ("那儿童画展呢？", Turn("商品展展区里有什么？", ""), "儿童画展展区里有什么？"),
        ("（3）班呢？", Turn("初一（2）班的班主任是谁？", ""), "初一（3）班的班主任是谁？"),
        ("初一（3）班呢？", Turn("初一（2）班的班主任是谁？", ""), "初一（3）班的班主任是谁？"),
        (
            "《阿斯塔纳宣言》呢？",
            Turn("《青岛倡议》是什么时候发布的？", ""),
            "《阿斯塔纳宣言》是什么时候发布的？",
        ),
    ],
)
def test_a_changed_detail_takes_the_place_of_the_one_before(
    question: str, last: Turn, asked: str
) -> None:
    assert standalone(question, [last]) == asked


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("午餐补贴是多少？", "崂山厅在几楼，能坐多少人？"),
        ("消防演练一年几次？", "午餐补贴是多少？"),
        ("逾期罚款是多少？", "借书证怎么办，要带什么？"),
        ("挂号窗口有几个？", "儿科门诊几点开始，要预约吗？"),
        ("炸篮容量是多少？", "空气炸锅第一次用要怎么清洗？"),
        ("家长会一学期几次？", "校服多少钱一套，在哪里买？"),
        ("会员卡是多少钱？", "游泳馆周末几点开门，可以带小孩吗？"),
        ("能源消耗是多少？", "洗碗机怎么除垢？"),
        ("国家级试点有多少？", "示范区推出了多少成果？"),
    ],
)
def test_a_question_with_a_subject_of_its_own_borrows_none(question: str, last: str) -> None:
    assert standalone(question, [Turn(last, "")]) == question


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("联系人是谁？", "试用期多长，工资怎么算？", "试用期 联系人是谁？"),
        ("电话是多少？", "崂山厅在几楼，能坐多少人？", "崂山厅 电话是多少？"),
        ("需要提前几天预约？", "会议室能坐多少人？", "会议室 需要提前几天预约？"),
        ("它能洗砧板吗？", "洗碗机怎么除垢，多久一次？", "洗碗机 能洗砧板吗？"),
        ("时间呢？", "家长会一学期几次？", "家长会 时间"),
        ("押金是多少？", "自习室几点关门？", "自习室 押金是多少？"),
        ("地点在哪里？", "夏令营什么时候开始？", "夏令营 地点在哪里？"),
        ("谁送的？", "校服多少钱一套，在哪里买？", "校服 谁送的？"),
        (
            "How many agreements has it signed?",
            "How many Chinese students study at Belarusian State University?",
            "How many agreements has Belarusian State University signed?",
        ),
        (
            "Who signed it?",
            "When did the two cities sign the agreement?",
            "the two cities sign the agreement Who signed it?",
        ),
        (
            "What is taught there?",
            "Who opened the first workshop in Khiva, and when?",
            "the first workshop in Khiva What is taught ?",
        ),
    ],
)
def test_a_borrowed_subject_is_a_phrase_of_the_first_clause(
    question: str, last: str, asked: str
) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


def test_where_something_was_is_not_borrowed_in_another_script() -> None:
    last = Turn("Где открылась первая мастерская Лубаня?", "塔吉克斯坦。")
    asked = standalone("Какие специальности там преподают?", [last])
    assert asked == "первая мастерская Лубаня Какие специальности преподают?"


def test_a_post_that_was_asked_after_is_held_by_whom_the_answer_gives_it() -> None:
    question = "谁是撒马尔罕州州长？"
    told = "市委书记曾赞荣代表青岛，与州长图尔季莫夫签署协议。"
    asked = standalone("他多大年纪？", [Turn(question, told)])
    assert asked == "图尔季莫夫 是撒马尔罕州州长 多大年纪？"
    told = "2023年6月25日，市委书记曾赞荣代表青岛市，与对方签署协议。"
    assert standalone("他多大年纪？", [Turn(question, told)]) == "是撒马尔罕州州长 多大年纪？"


def test_a_person_is_who_was_asked_after_last() -> None:
    history = [Turn("试用期多长，工资怎么算？", "三个月。"), Turn("联系人是谁？", "")]
    assert standalone("他的分机号码是多少？", history) == "联系人 的分机号码是多少？"


def test_the_holder_of_a_post_keeps_the_body_that_the_post_is_of() -> None:
    history = [STUDENTS, Turn("校长是谁？", "")]
    assert standalone("他还说了什么？", history) == "白俄罗斯国立大学 校长 还说了什么？"


def test_a_point_asked_after_takes_the_place_of_the_points_counted() -> None:
    history = [Turn("《青岛倡议》提出了哪几点？", "")]
    assert standalone("第三点呢？", history) == "《青岛倡议》第三点是什么？"
    history.append(Turn("第三点呢？", ""))
    assert standalone("第四点有什么活动？", history) == "《青岛倡议》 第四点有什么活动？"


def test_a_changed_detail_with_a_question_of_its_own_keeps_only_the_subject() -> None:
    last = Turn("民间友好论坛期间一共签了多少份协议？", "11个。")
    asked = standalone("产业链供应链论坛呢，谁参加了？", [last])
    assert asked == "产业链供应链论坛期间一共签了协议 谁参加了？"


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        (
            "那中文教师的奖学金呢？",
            "中国答应给上合国家多少个夏令营名额？",
            "中国答应给上合国家多少个中文教师的奖学金？",
        ),
        ("志愿者呢？", "论坛有多少人参加？", "论坛有多少志愿者参加？"),
        ("第二个呢？", "示范区设立了哪些目标？", "示范区第二个目标是什么？"),
        ("第二个是什么？", "成果展分为哪四大板块？", "成果展第二个板块是什么？"),
        ("第三点是什么？", "青岛倡议提出了哪五点？", "青岛倡议第三点是什么？"),
        ("第一点呢", "青岛倡议一共有几点？", "青岛倡议第一点是什么？"),
        ("最后一点呢？", "青岛倡议第三点是什么？", "青岛倡议最后一点是什么？"),
        ("And the last one?", "What is its third point?", "What is its last point?"),
        ("А последний?", "Какой третий пункт?", "Какой последний пункт?"),
        ("错分率呢？", "分拨中心每天处理多少包裹？", "分拨中心每天处理 错分率是多少？"),
        ("And teachers?", "How many students does it have?", "How many teachers does it have?"),
        ("А учителей?", "Сколько студентов в вузе?", "Сколько учителей в вузе?"),
    ],
)
def test_another_thing_is_counted_in_place_of_the_one_before(
    question: str, last: str, asked: str
) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("那阿利莫夫呢？", "萨比洛夫是谁？", "阿利莫夫是谁？"),
        ("博物馆备忘录呢？", "文化遗产协定是哪年签署的？", "博物馆备忘录是哪年签署的？"),
        ("那对外友协呢？", "睦委会在开幕式上和谁签了字？", "对外友协在开幕式上和谁签了字？"),
        ("教育方面呢？", "《青岛倡议》怎么说？", "《青岛倡议》教育方面怎么说？"),
        ("造价呢？", "产业园在哪里？", "产业园 造价是多少？"),
        ("医疗这块呢", "倡议里教育方面鼓励什么？", "倡议里医疗方面鼓励什么？"),
        ("那青岛呢？", "脱贫经验是什么？", "青岛的脱贫经验是什么？"),
        ("现在呢？", "2018年峰会前青岛有几个友城？", "现在青岛有几个友城？"),
        ("之前呢？", "峰会之后新增了几个友城？", "峰会之前新增了几个友城？"),
        (
            "2023年的重点呢？",
            "“青春青岛”有多少人参加？",
            "“青春青岛” 2023年的重点",
        ),
        (
            "What about the commodity exhibition?",
            "What does the painting exhibition show?",
            "What does the commodity exhibition show?",
        ),
        (
            "And health?",
            "What does the Initiative say about poverty?",
            "What does the Initiative say about health?",
        ),
        (
            "А про бедность?",
            "Что говорится в инициативе об образовании?",
            "Что говорится в инициативе про бедность?",
        ),
    ],
)
def test_the_same_is_asked_of_something_else(question: str, last: str, asked: str) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


_EVENT = "上合组织妇女论坛什么时候举行？"
_POINTS = "How many points does the Qingdao Initiative have?"
_CITIES = "How many sister cities did Qingdao have before the 2018 summit?"
_PROJECTS = "How many projects were signed at the supply chain forum?"


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("And where?", "When was the expo held?", "Where was the expo held?"),
        ("А где?", "Когда прошёл форум?", "Где прошёл форум?"),
        ("那在哪儿呢", _EVENT, "上合组织妇女论坛在哪儿举行？"),
        ("不是，我问的是减贫论坛", _EVENT, "减贫论坛什么时候举行？"),
        (
            "no, I mean the women's forum",
            _PROJECTS,
            "How many projects were signed at the women's forum?",
        ),
        ("Не Самарканд, а Ереван", "Что подписали с Самаркандом?", "Что подписали с Ереван?"),
        ("峰会前呢？", "青岛有多少个友城？", "峰会前，青岛有多少个友城？"),
        ("2022年呢", "经贸学院培训了多少人次？", "2022年，经贸学院培训了多少人次？"),
        ("And now?", _CITIES, "How many sister cities did Qingdao have now?"),
        (
            "And after it?",
            _CITIES,
            "How many sister cities did Qingdao have after the 2018 summit?",
        ),
        ("城市呢", "友城网络覆盖多少个国家？", "友城网络覆盖多少个城市？"),
        (
            "乌兹别克斯坦也有吗",
            "塔吉克斯坦鲁班工坊有哪些专业？",
            "乌兹别克斯坦鲁班工坊有哪些专业？",
        ),
        ("主要讲了啥", _EVENT, "上合组织妇女论坛 主要讲了什么"),
        ("多少人参加？", "妇女论坛什么时候举行？", "妇女论坛 有多少人参加？"),
        ("谁来讲课？", "培训班的主题是什么？", "培训班的主题 谁来讲课？"),
        ("要钱吗？", "中国免费做多少场手术？", "中国免费做手术 要钱吗？"),
        (
            "How many does it have now?",
            "Which city was Qingdao's first sister city?",
            "How many does Qingdao's first sister city have now?",
        ),
        (
            "And the students?",
            "Who are the teachers of the poverty course?",
            "the poverty course the students",
        ),
        (
            "Из скольких стран?",
            "Сколько человек приняло участие в форуме дружбы?",
            "форуме дружбы Из скольких стран?",
        ),
        (
            "What is the second one?",
            _POINTS,
            "What is the second one of the Qingdao Initiative points?",
        ),
        ("谁签的字？", "青岛与撒马尔罕何时结好？", "青岛与撒马尔罕结好 谁签的字？"),
        ("对方有什么评价", "分拨中心何时启用？", "分拨中心 对方有什么评价"),
        ("在哪次峰会上宣布的", "经贸学院哪年揭牌？", "经贸学院 在哪次峰会上宣布的"),
        ("Did Pakistan take part?", "When was the expo held?", "the expo Did Pakistan take part?"),
        (
            "Президентом какой страны он является?",
            "Что сказал Токаев о мире?",
            "Президентом какой страны Токаев является?",
        ),
        (
            "Which country does he lead?",
            "What did Tokayev say about youth?",
            "Which country does Tokayev lead?",
        ),
    ],
)
def test_what_visitors_say_in_few_words_is_asked_in_full(
    question: str, last: str, asked: str
) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


@pytest.mark.parametrize(
    ("question", "last"),
    [
        ("那政协会议谁参加了？", _EVENT),
        ("Кто такой Ли Цзиньмань?", "Кто такой Чжан Мин?"),
        ("和平鸽出现在哪里？", _EVENT),
        ("挂号窗口有几个？", _EVENT),
        ("thanks!", _EVENT),
        ("How long did it take to build the railway in Kenya?", _POINTS),
    ],
)
def test_another_event_or_name_is_no_followup(question: str, last: str) -> None:
    assert standalone(question, [Turn(last, "")]) == question


def test_another_one_has_the_noun_of_the_one_before() -> None:
    history = [
        Turn("What does the painting exhibition show?", ""),
        Turn("What about the commodity exhibition?", ""),
    ]
    asked = standalone("And the heritage one?", history)
    assert asked == "What does the heritage exhibition show?"


def test_a_detail_that_replaces_nothing_is_put_before_the_question() -> None:
    last = Turn("谁建议设立基金？", "")
    assert standalone("那学院呢？", [last]) == "学院，谁建议设立基金？"


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("它教哪些专业？", LUBAN, "中亚第一家鲁班工坊 教哪些专业？"),
        ("谁签的？", SIGNED, "青岛和撒马尔罕结为友好城市 谁签的？"),
        ("And who signed it?", SIGNED, "who signed 青岛和撒马尔罕结为友好城市 ?"),
        ("主题是什么？", FORUM, "论坛 主题是什么？"),
        ("主題是什麼？", Turn("論壇在哪裡舉行？", ""), "论坛 主题是什么？"),
        ("那主题呢？", FORUM, "论坛 主题"),
        ("What was the theme?", ENGLISH, "What was the theme of the SCO friendship forum?"),
        ("主题是什么？", ENGLISH, "the SCO friendship forum 主题是什么？"),
        ("А тема?", RUSSIAN, "форум дружбы ШОС тема"),
        (
            "Кто его подписал?",
            Turn("Когда Циндао и Самарканд заключили договор?", ""),
            "Циндао и Самарканд заключили договор Кто его подписал?",
        ),
        (
            "能带来多少就业？",
            Turn("新疆的园区一年营收多少？", ""),
            "新疆的园区一年营收 能带来多少就业？",
        ),
        ("有幾所院校參與？", TRADITIONAL, "上海合作组织大学 有几所院校参与？"),
        (
            "它跟哈萨克斯坦有什么合作？",
            STUDENTS,
            "白俄罗斯国立大学 跟哈萨克斯坦有什么合作？",
        ),
        (
            "那个中心每天处理多少包裹？",
            Turn("智能分拨中心什么时候启用？", "去年11月。"),
            "智能分拨中心 那个中心每天处理多少包裹？",
        ),
        (
            "挂毯上画的是什么？",
            Turn("吉尔吉斯斯坦送了什么？", "一件挂毯。"),
            "吉尔吉斯斯坦 挂毯上画的是什么？",
        ),
    ],
)
def test_a_missing_subject_is_borrowed_without_the_earlier_interrogative(
    question: str, last: Turn, asked: str
) -> None:
    assert standalone(question, [last]) == asked


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("它被誉为什么？", Turn("青岛和哪座城市结好？", "撒马尔罕。"), "撒马尔罕 被誉为什么？"),
        (
            "这座城市在哪个国家？",
            Turn("青岛和哪座城市结好？", "撒马尔罕。"),
            "撒马尔罕 这座城市在哪个国家？",
        ),
        (
            "该校有多少中国学生？",
            Turn("科罗尔是哪所学校的校长？", "白俄罗斯国立大学。"),
            "白俄罗斯国立大学 该校有多少中国学生？",
        ),
        ("他还说了什么？", Turn("谁看好旅游业？", "阿利莫夫。"), "阿利莫夫 还说了什么？"),
        ("What is his post?", Turn("谁代表青岛签字？", "曾赞荣"), "What is 曾赞荣 post?"),
        (
            "他是什么职务？",
            Turn("谁代表青岛签字？", "签字的是市委书记曾赞荣，对方是州长图尔季莫夫。"),
            "曾赞荣 代表青岛签字 是什么职务？",
        ),
        ("他的学校在哪里？", KOROL, "白俄罗斯国立大学校长安德烈·科罗尔 科罗尔 的学校在哪里？"),
        ("那里有多少人？", FORUM, "青岛国际会议中心 论坛 有多少人？"),
        ("它的主题是什么？", FORUM, "论坛 的主题是什么？"),
        (
            "Who gave it?",
            Turn("Which gift from Kyrgyzstan was shown?", "A tapestry."),
            "Who gave A tapestry ?",
        ),
        (
            "Что на ней изображено?",
            Turn("Какой подарок вручила Болотова?", "Шпалеру."),
            "Что на Шпалеру изображено?",
        ),
        (
            "他什么时候来的？",
            Turn("论坛在哪里举行？", "青岛国际会议中心。"),
            "论坛 什么时候来的？",
        ),
    ],
)
def test_a_pronoun_may_stand_for_what_the_answer_named(
    question: str, last: Turn, asked: str
) -> None:
    assert standalone(question, [last]) == asked


@pytest.mark.parametrize(
    ("question", "history", "asked"),
    [
        ("这些专业是谁选的？", [LUBAN, MAJORS], "城市热能应用技术和工程测量 这些专业是谁选的？"),
        ("谁负责？", [LUBAN, MAJORS], "中亚第一家鲁班工坊 谁负责？"),
        ("谁签的？", [SIGNED, Turn("谢谢", "不客气。")], "青岛和撒马尔罕结为友好城市 谁签的？"),
        ("谁送的？", [SIGNED, Turn("贝雕是什么？", "工艺品。")], "贝雕 谁送的？"),
        (
            "那第三届呢？",
            [FIRST, Turn("那第二届呢？", "杭州。")],
            "第三届论坛在哪里举行？",
        ),
        (
            "有多少人参加？",
            [FIRST, Turn("那第二届呢？", "杭州。")],
            "第二届论坛 有多少人参加？",
        ),
        (
            "第三届有多少人参加？",
            [FIRST, Turn("那第二届呢？", "杭州。")],
            "论坛 第三届有多少人参加？",
        ),
    ],
)
def test_a_chain_reaches_the_turn_that_names_the_subject(
    question: str, history: list[Turn], asked: str
) -> None:
    assert standalone(question, history) == asked


LIBRARY = "馆藏有 2 篇文档：《论坛上的挂毯》。"


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("什么时候结的？", "青岛和谁结好？", "青岛结好 什么时候结的？"),
        ("从哪里出发？", "专列什么时候开行？", "专列开行 从哪里出发？"),
        ("上面画了什么？", "挂毯是谁送的？", "挂毯 上面画了什么？"),
        ("什么时候投产？", "产业园是谁建的？", "产业园 什么时候投产？"),
        ("将来还要做多少例？", "专家来做什么手术？", "专家来做手术 将来还要做多少例？"),
        ("收费吗？", "谁来做手术？", "来做手术 收费吗？"),
        ("分属哪几个领域？", "大赛有多少个项目？", "大赛项目 分属哪几个领域？"),
        ("一共办了多少场？", "“青春青岛”有哪些形式？", "“青春青岛” 一共办了多少场？"),
        ("How many a day?", "What does the centre sort?", "the centre How many a day?"),
        ("Since when?", "Who runs the centre?", "runs the centre Since when?"),
        ("На сколько дней?", "Где прошли курсы?", "курсы На сколько дней?"),
    ],
)
def test_a_question_that_begins_with_its_verb_or_has_none_lacks_a_subject(
    question: str, last: str, asked: str
) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        (
            "What is its aim?",
            "How many centres does the Workshop have?",
            "What is the Workshop aim?",
        ),
        (
            "Where are they?",
            "How many centres does the Workshop have?",
            "Where are the Workshop centres ?",
        ),
        ("它有什么特点？", "综服平台有哪些系统？", "综服平台 有什么特点？"),
        ("这些是谁承诺的？", "中国答应给多少名额？", "中国答应给名额 是谁承诺的？"),
        ("它们由谁建设？", "综服平台有哪些系统？", "综服平台系统 由谁建设？"),
        ("它在哪里？", "贝雕的传承人是谁？", "贝雕 在哪里？"),
    ],
)
def test_a_singular_pronoun_takes_the_holder_and_a_plural_one_what_was_counted(
    question: str, last: str, asked: str
) -> None:
    assert standalone(question, [Turn(last, "")]) == asked


def test_a_chain_does_not_pile_up_what_each_question_asked() -> None:
    history = [
        Turn("鲁班工坊在哪里？", ""),
        Turn("它有多少学员？", ""),
        Turn("开设了几个专业？", ""),
    ]
    assert standalone("校长是谁？", history) == "鲁班工坊 校长是谁？"


def test_what_a_refusal_says_of_the_library_was_not_spoken_of() -> None:
    refused = Turn("怎么做红烧肉？", f"文档中没有找到这个问题的答案。{LIBRARY}")
    told = Turn("怎么做红烧肉？", LIBRARY)
    question = "论坛有多少人参加？"
    assert standalone(question, [refused]) == question
    assert standalone(question, [told]) != question


@pytest.mark.parametrize("question", ["具体说说", "还有吗？", "继续", "Tell me more", "подробнее"])
def test_asking_for_more_asks_the_last_question_again(question: str) -> None:
    assert standalone(question, [FIRST, SIGNED]) == SIGNED.question


@pytest.mark.parametrize("question", ["谁签的？", "那第二届呢？", "And who signed it?"])
def test_without_history_a_question_stays_as_it_is(question: str) -> None:
    assert standalone(question, []) == question


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("你好，请问论坛在哪里举行？", "论坛在哪里举行？"),
        ("Hello, where was the forum held?", "where was the forum held?"),
        ("請問論壇在哪裡舉行？謝謝", "論壇在哪裡舉行？"),
    ],
)
def test_a_greeting_is_not_searched(question: str, asked: str) -> None:
    assert standalone(question, []) == asked


def test_a_greeting_does_not_hide_what_a_question_leans_on() -> None:
    assert standalone("你好，请问那第二届呢？", [FIRST]) == "第二届论坛在哪里举行？"


def test_a_long_question_is_no_followup() -> None:
    question = "它" + "说" * 400
    assert standalone(question, [SIGNED]) == question


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("妇女论坛是哪天开的，来了多少人", ("妇女论坛是哪天开的", "妇女论坛 来了多少人")),
        (
            "在青岛办的婦女論壇，是哪天开的，来了多少人？",
            ("在青岛办的妇女论坛，是哪天开的", "在青岛办的妇女论坛 来了多少人"),
        ),
        (
            "女子队哪年成立，男子队有几个人？",
            ("女子队哪年成立", "男子队有几个人"),
        ),
        (
            "When was the women's forum held, and how many people attended?",
            ("When was the women's forum held", "the women's forum how many people attended"),
        ),
        ("妇女论坛是哪天开的？", ()),
        ("妇女论坛，妇女论坛是哪天开的？", ()),
    ],
)
def test_the_parts_of_a_question_are_each_asked_with_its_subject(
    question: str, parts: tuple[str, ...]
) -> None:
    assert asked_apart(question) == parts


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("是在青岛签的吗？", "青岛和撒马尔罕签的协议 是在青岛签的吗？"),
        ("只在青岛签？", "青岛和撒马尔罕签的协议 只在青岛签？"),
        ("一共几点？", "青岛和撒马尔罕签的协议 有一共几点？"),
        ("后来变成什么了", "青岛和撒马尔罕签的协议 后来变成什么了"),
    ],
)
def test_what_only_says_something_of_it_leans_on_the_subject(question: str, asked: str) -> None:
    assert standalone(question, [Turn("青岛和撒马尔罕什么时候签的协议？", "")]) == asked


def test_a_question_that_may_lean_unseen_is_also_asked_of_what_was_spoken_of() -> None:
    history = [Turn("“青春青岛”办了多少场活动？", ""), Turn("贝雕在哪里展出？", "")]
    meant = meanings("2023年重点搞的是啥", history)
    assert meant.likeliest == "2023年重点搞的是啥"
    assert meant.others == (
        "贝雕 2023年重点搞的是什么",
        "“青春青岛”办了活动 2023年重点搞的是什么",
    )


def test_a_question_that_says_enough_means_what_it_says() -> None:
    history = [Turn("“青春青岛”办了多少场活动？", "")]
    question = "青岛胶东国际机场有几条跑道？"
    assert meanings(question, history) == Meanings(question)


def test_what_leans_by_its_form_alone_may_mean_itself() -> None:
    history = [Turn("丝绸之路申遗是哪几个国家一起申的？", "")]
    meant = meanings("修了哪些古迹？", history)
    assert meant.likeliest == "丝绸之路申遗 修了哪些古迹？"
    assert meant.itself == "修了哪些古迹？"
    assert meanings("那修了哪些古蹟？", history).itself == "那修了哪些古蹟？"
    assert meanings("有多少人？", history).itself == ""


def test_thanks_are_no_part_of_what_a_question_may_mean() -> None:
    meant = meanings("谢谢，怎么上课的呢", [Turn("培训班几天？", "")])
    assert meant.others == ("培训班 怎么上课的呢",)


def test_thanks_before_a_question_are_not_its_end() -> None:
    history = [Turn("睦委会跟谁签了备忘录？", "")]
    question = "明白了，谢谢。那对外友协跟塔吉克斯坦谁签的"
    assert standalone(question, history).endswith("对外友协跟塔吉克斯坦谁签的")


@pytest.mark.parametrize(
    ("question", "last", "asked"),
    [
        ("第三条靠哪个平台", "《青岛倡议》是谁发的？", "《青岛倡议》 第三条靠哪个平台"),
        ("筹建了多久", "中亚第一家鲁班工坊在哪里？", "中亚第一家鲁班工坊 筹建了多久"),
        ("吉尔吉斯斯坦", "哈萨克斯坦的商品是什么？", "吉尔吉斯斯坦的商品是什么？"),
    ],
)
def test_a_few_words_lean_on_what_was_spoken_of(question: str, last: str, asked: str) -> None:
    assert standalone(question, [Turn(last, "")]) == asked
