"""What cleaning takes away, what it joins, and above all what it leaves alone."""

from __future__ import annotations

import time

import pytest

from ingest.cleaning import PageMetadata, clean, page_metadata
from ingest.document import BlockRole, CleanText, PassageKind, RemovalReason
from ingest.loaders import Markup

_LONG = (
    "这一段介绍展览的来龙去脉，说明各展区的主题和作品，"
    "也谈到筹备过程中的种种困难，还有观众的反响与今后的打算。"
)
_LONGER = (
    "市民们冒雨前来参观，展厅里人头攒动，讲解员一遍又一遍地介绍每件展品背后的故事，"
    "许多孩子听得入了神，久久不愿离开，直到闭馆的铃声响起。"
)


def _blocks(cleaned: CleanText) -> list[tuple[str, str]]:
    return [
        (block.role.value, cleaned.text[block.start : block.end].strip())
        for block in cleaned.blocks
    ]


def _removed(text: str, reason: RemovalReason) -> list[str]:
    return [r.span.of(text) for r in clean(text).removals if r.reason is reason]


@pytest.mark.parametrize(
    "text",
    [
        f"春天的早晨\n\n{_LONG}\n\n他笑了。\n\n{_LONGER}\n\n这是一个难忘的夜晚。\n\n{_LONG}",
        "会议安排\n一、开幕式\n二、主旨报告\n三、分组讨论\n请各位准时参加。",
        "主要内容包括：\n■ 启动仪式\n■ 经贸洽谈，签约合作，展示成果\n▶ 赴港口\n▶ 赴园区\n完。",
        "名称\t数量\n论坛\t11\n展览\t3\n甲\n1\n乙\n2\n丙\n3",
        "| 名称 | 数量 |\n| 论坛 | 11 |\n| 展览 | 3 |",
        "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
        "我站在桥上\n看水流过\n水也看我\n没有说话",
        "问：论坛什么时候举行？\n答：论坛于2023年6月15日举行。\n\n问：谁可以参加？\n答：各国代表均可参加。",
        "推荐书目\n书名：朝花夕拾\n作者：鲁迅\n出版社：人民文学出版社\n书名：边城\n作者：沈从文",
        "论坛日程\n2023-06-15 09:00 开幕式\n2023-06-15 14:00 分论坛\n2023-06-16 09:00 闭幕式",
        "出席的有：\n青岛日报记者 张三\n大众日报记者 李四\n新华社记者 王五",
        "第一段说明背景。\n\n今天天气真好😀，我们去海边👨\u200d👩\u200d👧玩吧！𠮷野家很好吃。",
        f"评论\n\n{_LONG}\n\n打开新局面\n\n{_LONGER}",
        f"发言人就航线问题答记者问\n\n{_LONG}",
        f"新闻中心今天举行第三场记者招待会\n\n{_LONG}",
        f"某城日报评论员：守护一江清水\n\n{_LONG}",
        f"港口扩建\n\n{_LONG}\n\n相关新闻\n\n展览周一开幕，来了三千人。\n\n馆长说大家都高兴。\n\n欢迎参观。",
        f"视频\n\n{_LONG}\n\n内容包括：\n新闻\n视频\n图片",
        f"各位同事：\n\n{_LONG}\n\n张三\n2020年6月27日\n\n{_LONGER}",
        f"{_LONG}\n\n广告\n\n{_LONGER}",
        f"The harbour opened on Monday (page 2), a<b.\n\nShare\n\n{_LONG}\n\n咖啡(café)香。",
    ],
)
def test_nothing_but_blanks_is_removed_from_ordinary_text(text: str) -> None:
    cleaned = clean(text)
    assert [r for r in cleaned.removals if r.span.of(text).strip()] == []
    assert {block.kind for block in cleaned.blocks} == {PassageKind.BODY}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("他倡導(dǎo)文明。", "他倡導文明。"),
        ("他倡导（dǎo）文明。", "他倡导文明。"),
        ("发展(fāzhǎn)很快。", "发展很快。"),
        ("友谊（yǒu yì）与朋友（péngyou）。", "友谊与朋友。"),
        ("北京（Běijīng）、西安（Xī'ān）、绿色（lǜsè）。", "北京、西安、绿色。"),
        ("咖啡（café）和个人简历（résumé）。", "咖啡（café）和个人简历（résumé）。"),
        ("发展(fazhan)与乙（a）项。", "发展(fazhan)与乙（a）项。"),
        ("友（yǒuyì）", "友（yǒuyì）"),
        ("山东(齊魯號)（2023）", "山东(齊魯號)（2023）"),
    ],
)
def test_only_a_pinyin_reading_behind_its_character_is_a_gloss(text: str, kept: str) -> None:
    assert clean(text).text == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("他说“走吧?!?/p>\n然后走了。", "他说“走吧。”\n然后走了。"),
        ("他走了?/p>", "他走了。"),
        ("第一行<br>第二行。</p>第三段。", "第一行\n第二行。\n第三段。"),
        ("甲&nbsp;&nbsp;乙&#8220;丙&rdquo;", "甲\u00a0乙“丙”"),
        ('<p class="x">甲<b>乙</b>丙。</p>', "甲乙丙。\n"),
    ],
)
def test_residue_of_html_goes_and_what_it_stands_for_stays(text: str, kept: str) -> None:
    assert clean(text).text == kept


def test_invisible_characters_and_indents_are_left_out() -> None:
    text = "\ufeff\u3000\u3000甲\u200b乙 \u3000 丙\r\n丁\x00戊。"
    assert clean(text).text == "甲乙 丙\n丁戊。"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("主办方发布《城市倡", "议》，呼吁各方加强合作。"),
        ("“青年人的创", "新精神令人敬佩。”主任说。"),
        (f"{_LONG}各方成果对外", "发布。"),
        ("展览将在港口，", "持续三个月。"),
        ("展览将在港口持续三个月", "，欢迎参观。"),
    ],
)
def test_a_sentence_cut_by_a_column_is_joined(first: str, second: str) -> None:
    text = f"{_LONG}\n\n{first}\n\n{second}\n\n{_LONGER}"
    assert first + second in clean(text).text
    assert _removed(text, RemovalReason.COLUMN_BREAK) == ["\n\n"]


@pytest.mark.parametrize("heading", ["扩大交流，重视青年", "“因为我们在一起”", "从“3”到“15”"])
def test_a_subheading_is_never_joined_to_a_sentence(heading: str) -> None:
    blocks = _blocks(clean(f"{_LONG}\n\n{heading}\n\n{_LONGER}"))
    assert blocks == [("paragraph", _LONG), ("heading", heading), ("paragraph", _LONGER)]


def test_captions_inside_a_sentence_become_blocks_behind_it() -> None:
    caption = "▲展览现\n场一角。\n李 四 摄"
    text = f"{_LONG}\n\n{_LONG}引进技\n\n{caption}\n\n◀孩子们在\n参观。\n\n术人员十名。\n"
    cleaned = clean(text)
    assert _blocks(cleaned)[1:] == [
        ("paragraph", f"{_LONG}引进技术人员十名。"),
        ("caption", "▲展览现场一角。李 四 摄"),
        ("caption", "◀孩子们在参观。"),
    ]
    assert _removed(text, RemovalReason.CAPTION) == [caption, "◀孩子们在\n参观。"]


def test_articles_begin_at_a_headline_over_a_byline() -> None:
    text = (
        f"展览开幕\n\n观众踊跃\n\n□某城晚报记者 王 萌\n\n{_LONG}\n\n本报6月15日讯 {_LONGER}\n\n"
        f"港口扩建\n\n本报记者 赵六\n\n{_LONG}"
    )
    articles = clean(text).articles
    assert [(a.headline, a.author) for a in articles] == [
        ("展览开幕", "王萌"),
        ("港口扩建", "赵六"),
    ]
    assert articles[1].span.of(text).startswith("港口扩建")
    assert "本报6月15日讯" in clean(text).text


def test_a_known_headline_begins_an_article() -> None:
    text = f"{_LONG}\n\n港口擴建，成效顯著\n\n{_LONGER}"
    assert len(clean(text).articles) == 1
    assert [a.headline for a in clean(text, ["港口扩建 成效显著"]).articles] == [
        "",
        "港口擴建，成效顯著",
    ]


def test_text_behind_a_jump_mark_is_spillover() -> None:
    cleaned = clean(f"{_LONG}\n\n城市供水新办法\n\n（上接第一版）{_LONGER}\n\n{_LONG}")
    assert [block.kind for block in cleaned.blocks] == [
        PassageKind.BODY,
        *[PassageKind.SPILLOVER] * 3,
    ]
    assert [a.headline for a in cleaned.articles] == ["", "城市供水新办法"]


@pytest.mark.parametrize(
    "mark",
    [
        "(上接A1版)",
        "（上接1版）",
        "【上接01版】",
        "（上接A1）",
        "〔紧接第3版〕",
        "上接第一版",
        "▶▶▶上接2版\n\n",
    ],
)
def test_a_jump_mark_is_known_in_every_print(mark: str) -> None:
    line_end = "" if mark[-1] in ")）】〕\n" else "\n\n"
    text = f"{_LONG}（下转第三版）\n\n城市供水新办法\n\n{mark}{line_end}{_LONGER}"
    cleaned = clean(text)
    assert _removed(text, RemovalReason.JUMP_MARK) == ["（下转第三版）", mark.strip()]
    assert [block.kind.value for block in cleaned.blocks] == ["body", "spillover", "spillover"]
    assert [a.headline for a in cleaned.articles] == ["", "城市供水新办法"]


def test_an_article_that_goes_on_behind_both_marks_is_no_spillover() -> None:
    cleaned = clean(f"{_LONG}\n\n{_LONG}（下转第2版）  （上接第1版）{_LONGER}")
    assert {block.kind for block in cleaned.blocks} == {PassageKind.BODY}
    assert len(cleaned.articles) == 1


def test_a_jump_mark_behind_its_headline_begins_the_spillover() -> None:
    cleaned = clean(f"{_LONG}\n\n城市供水新办法（上接第一版）\n\n{_LONGER}")
    assert [block.kind.value for block in cleaned.blocks] == ["body", "spillover", "spillover"]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("记者 张三 通讯员 李四", "张三、李四"),
        ("本报记者 张三 李四 本报通讯员 王五", "张三、李四、王五"),
        ("文/图 本报记者 张三", "张三"),
        ("某城晚报全媒体记者 张三 文/图", "张三"),
        ("（作者：某大学教研室）", "某大学教研室"),
        ("新华社记者张三、本报记者李四、某城日报驻京记者王五", "张三、李四、王五"),
        ("记者 张三 实习生 李四", "张三、李四"),
    ],
)
def test_a_byline_under_a_headline_names_its_authors(line: str, author: str) -> None:
    text = f"港口扩建\n\n{line}\n\n{_LONG}"
    assert _removed(text, RemovalReason.BYLINE) == [line]
    assert [(a.headline, a.author) for a in clean(text).articles] == [("港口扩建", author)]


@pytest.mark.parametrize(
    "line",
    [
        *("（记者 张三 李四采写）", "【责任编辑:王五】", "责任编辑：王五", "编辑 张三 校对 李四"),
        *("编辑：张三 审核：李四 终审：王五", "来源：新华社", "（来源：某城发布）", "责任编辑："),
    ],
)
def test_credits_behind_an_article_are_bylines(line: str) -> None:
    assert _removed(f"港口扩建\n\n{_LONG}\n\n{line}", RemovalReason.BYLINE) == [line]


def test_the_fittings_of_an_official_page_tell_its_date_and_publisher() -> None:
    text = (
        "某市长会见来宾\n2025-03-06 19:39\n来源：\n某通讯社\n字号：默认\n大\n超大\n|\n打印\n|\n"
        f"{_LONG}\n{_LONGER}"
    )
    cleaned = clean(text)
    assert [words for role, words in _blocks(cleaned) if role != "furniture"] == [
        "某市长会见来宾",
        _LONG,
        _LONGER,
    ]
    assert page_metadata(text, cleaned) == PageMetadata(
        "某市长会见来宾", "", "2025-03-06", "某通讯社"
    )


def test_an_english_byline_between_bars_tells_the_date() -> None:
    body = "The harbour opened on Monday after a long winter and the ships came in. " * 2
    text = f"Harbour opens\n\nBy Wang Wu | Agency | Updated: June 15, 2023 10:20\n\n{body}"
    metadata = page_metadata(text, clean(text))
    assert (metadata.author, metadata.date) == ("Wang Wu", "2023-06-15")


@pytest.mark.parametrize(
    "tail",
    [
        "扫码下载客户端\n\n相关阅读\n\n夜市开张迎客\n\n新桥本月通车\n\n返回顶部\n\n点击查看更多",
        "分享到：\n微信\n微博\nQQ空间\n点赞\n扫一扫 手机阅读\n【纠错】\n返回顶部",
        "更多精彩\n\n夜市开张迎客\n\n新桥本月通车\n\n老街焕新颜",
        "- END -\n\n往期回顾\n\n夜市开张迎客\n\n下载APP\n\n长按识别二维码关注公众号",
        "声明：转载此文是为传递更多信息。\n\n本文来源：某城日报\n\n返回搜狐，查看更多",
        "Read more\n\nNight market opens\n\nNew bridge this month\n\nShare\n\nFacebook",
    ],
)
def test_furniture_behind_an_article_is_kept_apart(tail: str) -> None:
    cleaned = clean(f"港口扩建\n\n{_LONG}\n\n{_LONGER}\n\n{tail}")
    kinds = [block.kind.value for block in cleaned.blocks]
    assert kinds == ["body"] * 3 + ["furniture"] * len(
        tail.split("\n\n" if "\n\n" in tail else "\n")
    )


@pytest.mark.parametrize(
    "menu", ["首页\n|\n简\n|\n繁\n|\nEN\n|\n登录\n退出", "Share\n\nAdvertisement"]
)
def test_a_row_of_buttons_under_the_headline_is_furniture(menu: str) -> None:
    blocks = _blocks(clean(f"港口扩建\n\n{menu}\n\n{_LONG}"))
    assert [words for role, words in blocks if role != "furniture"] == ["港口扩建", _LONG]


@pytest.mark.parametrize(
    "line", ["点击查看更多", "▼点击图片查看大图▼", "扫描二维码下载客户端", "微信扫码关注公众号"]
)
def test_a_sure_button_between_paragraphs_is_furniture(line: str) -> None:
    assert _removed(f"{_LONG}\n\n{line}\n\n{_LONGER}", RemovalReason.FURNITURE) == [line]


def test_a_mark_of_advertisements_that_repeats_is_furniture() -> None:
    text = f"{_LONG}\n\n广告\n\n{_LONGER}\n\n广告\n\n{_LONG}"
    assert _removed(text, RemovalReason.FURNITURE) == ["广告", "广告"]


@pytest.mark.parametrize("line", ["（资料图片）", "图片由某城展览馆提供", "（图片来自网络，侵删）"])
def test_a_line_that_says_whose_the_picture_is_is_a_caption(line: str) -> None:
    assert _removed(f"{_LONG}\n\n{line}\n\n{_LONGER}", RemovalReason.CAPTION) == [line]


def test_a_long_signed_caption_is_not_joined_to_the_text() -> None:
    caption = f"{_LONG}{_LONG}{_LONGER}{_LONG}出席。 某社记者 张三 摄"
    text = f"{_LONG}\n\n{caption}\n\n{_LONGER}"
    assert _removed(text, RemovalReason.CAPTION) == [caption]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (f"{_LONG}不断迈出新的步伐", f"此外，{_LONGER}"),
        (f"{_LONG}不断迈出新的步伐", f"二、{_LONGER}"),
        (f"{_LONG}不断迈出新的步伐", f"■{_LONGER}"),
        ("三、办好城市展览，建设开放港口，提高服务水平，增进友好交流，共享发展的成果", _LONGER),
        (f"{_LONG}取值为 true", _LONGER),
        (f"{_LONG}新的步伐。□本报记者 张三", _LONGER),
    ],
)
def test_an_unfinished_paragraph_is_not_joined_to_one_that_begins(first: str, second: str) -> None:
    text = f"{_LONG}\n\n{_LONGER}\n\n{first}\n\n{second}\n\n{_LONG}"
    assert _removed(text, RemovalReason.COLUMN_BREAK) == []


def test_a_lead_without_a_full_stop_is_not_joined_to_the_text() -> None:
    text = f"港口扩建\n\n{_LONG}今后还将迈出新的步伐\n\n{_LONGER}\n\n{_LONG}"
    assert _removed(text, RemovalReason.COLUMN_BREAK) == []


@pytest.mark.parametrize(
    "line",
    [
        "这座城市水网密布，明明有运量大成本低的水路可以选用，为什么企业非得走公路呢？",
        "“走在街上，路面坑坑洼洼，店铺虽多，布局却显得十分散乱，与邻城名气相比，大有差距！”",
    ],
)
def test_a_long_question_is_no_heading(line: str) -> None:
    assert _blocks(clean(f"{_LONG}\n\n{line}\n\n{_LONGER}"))[1] == ("paragraph", line)


def test_without_a_body_before_it_a_jump_mark_begins_the_body() -> None:
    cleaned = clean(f"（上接第一版）{_LONG}")
    assert _blocks(cleaned) == [("paragraph", _LONG)]
    assert cleaned.blocks[0].kind is PassageKind.BODY


def test_a_web_page_keeps_its_furniture_apart() -> None:
    text = (
        f"某城新闻APP\n\n打开\n\n港口扩建\n\n2024-03-05 08:00  某城日报\n\n01\n\n"
        f"新的起点\n\n{_LONG}\n\n"
        f"作者|赵六\n\n相关推荐\n\n夜市开张\n\n2024-03-04  某城日报\n\n查看更多"
    )
    cleaned = clean(text)
    assert [block.role for block in cleaned.blocks] == [
        *[BlockRole.FURNITURE] * 2,
        BlockRole.HEADLINE,
        BlockRole.FURNITURE,
        BlockRole.HEADING,
        BlockRole.PARAGRAPH,
        *[BlockRole.FURNITURE] * 4,
    ]
    assert _removed(text, RemovalReason.SECTION_NUMBER) == ["01"]
    assert page_metadata(text, cleaned) == PageMetadata(
        "港口扩建", "赵六", "2024-03-05", "某城日报"
    )


def test_a_bare_caption_is_furniture_only_on_a_page_with_furniture() -> None:
    body = f"{_LONGER}\n\n两校签署合作备忘录。\n\n{_LONGER}"
    roles = [role for role, _ in _blocks(clean(f"港口扩建\n\n2024-03-05 08:00 某报\n\n{body}"))]
    assert roles == ["headline", "furniture", "paragraph", "caption", "paragraph"]
    assert {role for role, _ in _blocks(clean(body))} == {"paragraph"}


def test_wrapped_english_lines_become_one_paragraph() -> None:
    text = (
        "The harbour opened on Monday after a long winter, and the\n"
        "first ships came in at noon. The pier was crowded, and the\n"
        "mayor gave a short speech before the band began to play for\nthe guests.\n"
    )
    assert clean(text).text == text.rstrip().replace("\n", " ") + "\n"


def test_an_official_paper_says_its_title_and_date() -> None:
    text = (
        f"某市关于印发友城管理办法的通知\n\n各区市人民政府：\n\n{_LONG}\n\n某市政府\n2023年6月5日\n"
    )
    metadata = page_metadata(text, clean(text))
    assert (metadata.title, metadata.date) == ("某市关于印发友城管理办法的通知", "2023-06-05")


@pytest.mark.parametrize(
    "unit",
    [
        "“",
        "(a",
        "<p ",
        "&a",
        "?",
        "好\n",
        "▲好\n",
        "记者 张三\n",
        "评论\n",
        " ",
        "《好\n\n",
        "好（xiān",
        "▶",
        "上接",
        "广告\n",
        "来源：\n",
        "编辑：好 ",
        "扫码扫",
    ],
)
def test_hostile_repeats_take_linear_time(unit: str) -> None:
    started = time.perf_counter()
    clean(f"{_LONG}\n{unit * (50_000 // len(unit))}x")
    assert time.perf_counter() - started < 20


def test_what_stands_over_fields_or_a_list_is_a_heading_and_no_field_is() -> None:
    contacts = "客服中心\n24小时服务热线：8765 4321\n地址：南门东侧\n维修站\n电话：8765 4322\n"
    text = f"欢迎来信来电。\n\n{contacts}"
    headings = [line for role, line in _blocks(clean(text)) if role == "heading"]
    assert headings == ["客服中心", "维修站"]
    listed = "欢迎来信来电。\n\n注意事项\n1、请关好龙头\n2、请储水\n"
    assert ("heading", "注意事项") in _blocks(clean(listed))
    wrapped = "请带这些东西来。\n• 地图，因为\n手机没有信号\n• 哨子\n"
    assert "heading" not in dict(_blocks(clean(wrapped)))


def test_headings_and_code_that_the_file_tells_are_taken_as_such() -> None:
    text = "用法\n\n第一步。\n\n“报名\n\na = 1\n\nb = 2\n\n结束。\n"
    code = text.index("a = 1"), text.index("结束") - 2
    cleaned = clean(text, markup=Markup((text.index("“报名"),), (code,)))
    assert _blocks(cleaned) == [
        ("heading", "用法"),
        ("paragraph", "第一步。"),
        ("heading", "“报名"),
        ("code", "a = 1\nb = 2"),
        ("paragraph", "结束。"),
    ]
