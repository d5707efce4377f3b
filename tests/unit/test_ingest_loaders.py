from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.encodings import decode
from ingest.errors import DocumentError
from ingest.extraction import Extractor
from ingest.loaders import LOADERS, MAX_TEXT_CHARS, load
from tests import sample_files

CHINESE = "民间友好论坛在海滨城市举行，来自各国的代表围绕友好合作发表讲话。" * 3
TRADITIONAL = "民間友好論壇在海濱城市舉行，來自各國的代表圍繞友好合作發表講話。" * 3
RUSSIAN = "На форуме представители стран обсудили вопросы дружбы народов и городов. " * 5

ARTICLE = """<html lang="zh-CN"><head><meta charset="{charset}"><title>论坛开幕 - 海滨日报</title>
<meta property="og:site_name" content="海滨日报">
<meta property="article:published_time" content="2023-06-15T10:00:00+08:00"></head>
<body><nav><a href="/">首页</a><a href="/n">新闻频道</a></nav><article><h1>论坛开幕</h1>
<p>第一段话，论坛在<a href="x">海滨</a>城市举行，来自各国的代表<b>参加</b>了开幕式并且发表讲话。</p>
<p>第二段话，各方就民间友好与地方合作交换了意见，<br>并且签署了几份文件。</p>
<table><tr><td>姓名</td><td>职务</td></tr><tr><td>李四</td><td>主任</td></tr></table>
<ul><li>甲项</li><li>乙项</li></ul></article>
<div class="comments" id="comments"><p>网友评论：说得真好，希望以后多多举办这样的活动！</p></div>
<footer>版权所有</footer></body></html>"""


def reason(suffix: str, blob: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        load(suffix, blob)
    return str(caught.value)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf8_text_is_kept_to_the_character(text: str) -> None:
    text = "字" + text
    assert load(".txt", text.encode()).text == text


def test_line_ends_of_plain_text_stay_as_they_are() -> None:
    assert load(".txt", "一\r\n二\r三\n四\r\n".encode()).text == "一\r\n二\r三\n四\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_simplified_text_is_read_in_every_encoding(encoding: str) -> None:
    text = f"{CHINESE}\r\n{CHINESE}"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-16"])
def test_traditional_text_is_read_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_a_large_gb18030_file_is_read_although_only_its_beginning_is_judged() -> None:
    text = (CHINESE + "\n") * 12_000
    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "latin-1"])
def test_an_encoding_outside_the_list_is_refused_rather_than_garbled(encoding: str) -> None:
    text = "Café déjà vu, naïveté sans façon. " * 5 if encoding == "latin-1" else RUSSIAN
    assert reason(".txt", text.encode(encoding)) == "is in no known encoding: save it as UTF-8"


def test_text_with_nul_bytes_is_refused() -> None:
    assert reason(".txt", b"abc\0def\0\0\1 ghi").startswith("holds NUL bytes")


def test_utf16_cut_in_mid_character_is_refused() -> None:
    assert reason(".txt", CHINESE.encode("utf-16")[:-1]).startswith("begins as UTF-16-LE but")


@pytest.mark.parametrize("blob", [b"", b" \r\n\t\n", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_a_blank_file_is_empty(blob: bytes) -> None:
    assert reason(".txt", blob) == "is empty"


def test_endless_text_is_refused() -> None:
    assert "more than 5,000,000 characters" in reason(".txt", b"a" * (MAX_TEXT_CHARS + 1))


def test_an_unknown_suffix_is_refused_with_the_known_ones() -> None:
    assert reason(".odt", b"x") == (
        "has the unknown suffix .odt: .txt .md .html .htm .pdf .docx are read"
    )
    assert list(LOADERS) == [".txt", ".md", ".html", ".htm", ".pdf", ".docx"]


def test_markdown_is_read_without_its_markup() -> None:
    source = (
        "# 题目 **粗**\r\n\r\n段一有[链接](http://example.org)和`代码`，<b>标记</b>。\r\n软换行\r\n\r\n"
        "- 甲\n- 乙\n\n> 引用\n\n| 姓名 | 职务 |\n|---|---|\n| 李四 | *主任* |\n\n"
        "```py\nx = 1\n\ny = 2\n```\n\n<div>块<script>alert(1)</script></div>\n\n![图说](a.png)\n"
    )
    loaded = load(".md", source.encode())
    assert loaded.text.split("\n\n") == [
        "题目 粗",
        "段一有链接和代码，标记。\n软换行",
        "• 甲",
        "• 乙",
        "引用",
        "姓名 | 职务",
        "李四 | 主任",
        "x = 1",
        "y = 2",
        "块",
        "图说",
    ]
    assert loaded.title == "题目 粗"


def test_items_of_markdown_keep_their_numbers_and_inner_ones_are_set_in() -> None:
    inner = "   - 内层\n     1. 更里\n   -\n"
    source = f"3. 切块。\n4. 焯水，\n   洗净。\n\n   另起一段\n{inner}\n5) 装盘\n\n末段\n"
    assert load(".md", source.encode()).text.split("\n\n") == [
        "3. 切块。",
        "4. 焯水，\n洗净。",
        "另起一段",
        "    • 内层",
        "        1. 更里",
        "5) 装盘",
        "末段",
    ]


def test_front_matter_of_markdown_is_metadata_and_no_text() -> None:
    source = (
        "---\ntitle: '题 目'\nauthor: 某人\ndate: 2023-06-15T10:00\nlang: zh-CN\n---\n\n正文。\n"
    )
    loaded = load(".md", source.encode())
    assert (loaded.text, loaded.title, loaded.author) == ("正文。", "题 目", "某人")
    assert (loaded.date, loaded.language) == ("2023-06-15", "zh")


def test_a_page_yields_its_article_in_blocks_and_its_metadata() -> None:
    loaded = load(".html", ARTICLE.format(charset="utf-8").encode())
    assert loaded.text.split("\n\n") == [
        "论坛开幕",
        "第一段话，论坛在海滨城市举行，来自各国的代表参加了开幕式并且发表讲话。",
        "第二段话，各方就民间友好与地方合作交换了意见，\n并且签署了几份文件。",
        "姓名 | 职务",
        "李四 | 主任",
        "• 甲项",
        "• 乙项",
    ]
    assert (loaded.title, loaded.publisher) == ("论坛开幕", "海滨日报")
    assert (loaded.date, loaded.language) == ("2023-06-15", "zh")


def test_a_page_is_read_in_the_encoding_it_declares() -> None:
    page = ARTICLE.format(charset="gb2312")
    assert load(".htm", page.encode("gb18030")).text == load(".html", page.encode()).text


OPENING = "市图书馆将于十二月一日起延长开放时间，读者可以在晚上九点以前入馆阅览。"
CHILDREN = "少年儿童阅览室仍然按照原来的时间开放，家长可以陪同孩子参加读书活动。"
CARDS = "借书证可以在一楼服务台办理，办理时请带上身份证件和一张近期照片。"


def left_out(chars: str) -> tuple[str, ...]:
    return (f"characters of visible text left out as page furniture: {chars}",)


def page_of(body: str) -> bytes:
    return f"<html><head><title>通知</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    "menu",
    [
        '<nav><a href="/">首页</a> | <a href="/l">登录</a></nav>',
        '<div class="top"><a href="/">首页</a> | <a href="/l">登录</a></div>',
        '<div id="main-menu"><span>首页</span> | <b>登录</b></div>',
    ],
)
def test_a_short_notice_keeps_its_paragraphs_apart_and_its_menu_out(menu: str) -> None:
    notice = "<p>市图书馆将于周五闭馆。</p><p>周末照常。</p><footer>电话 12345</footer>"
    loaded = load(".html", page_of(menu + notice))
    assert loaded.text.split("\n\n") == ["市图书馆将于周五闭馆。", "周末照常。"]
    assert loaded.notes == left_out("11")


def test_heading_and_list_around_paragraphs_are_kept_and_the_footer_is_noted() -> None:
    body = (
        f"<h1>冬季开放时间</h1><p>{OPENING}</p><p>{CHILDREN}</p><p>{CARDS}</p>"
        "<ul><li>周一闭馆<li>周二开放</ul><footer>市图书馆 电话 12345</footer>"
    )
    loaded = load(".html", page_of(body))
    assert loaded.text.split("\n\n") == [
        "冬季开放时间",
        OPENING,
        CHILDREN,
        CARDS,
        "• 周一闭馆",
        "• 周二开放",
    ]
    assert loaded.notes == left_out("11")


def test_headings_over_lists_are_kept_and_those_of_a_side_column_are_not() -> None:
    body = (
        f"<h1>游泳馆须知</h1><p>{OPENING}</p><h2>入馆</h2><h3>步骤</h3><ol><li>买票<li>换衣</ol>"
        "<h2>票价</h2><ul><li>成人三十元<li>儿童十五元</ul>"
        f'<div class="sidebar"><h2>热门</h2><p>别的事</p></div><p>{CARDS}</p>'
    )
    for page in (body, body + f"<p>{OPENING * 160}</p>"):
        loaded = load(".html", page_of(page))
        assert loaded.text.split("\n\n")[:9] == [
            "游泳馆须知",
            OPENING,
            "入馆",
            "步骤",
            "1. 买票",
            "2. 换衣",
            "票价",
            "• 成人三十元",
            "• 儿童十五元",
        ]
        assert loaded.notes == left_out("5")


def test_a_form_around_the_whole_page_is_no_furniture() -> None:
    body = f'<form id="aspnetForm"><p>{OPENING}</p><p>{CHILDREN}</p></form>'
    loaded = load(".html", page_of(body))
    assert (loaded.text, loaded.notes) == (f"{OPENING}\n\n{CHILDREN}", ())


@pytest.mark.parametrize("repeats", [1, 6])
@pytest.mark.parametrize("comments", [1, 9])
def test_comments_side_column_and_scripts_of_a_news_page_stay_out(
    repeats: int, comments: int
) -> None:
    comment = "<p>网友评论：说得真好，希望以后多多举办！</p>"
    body = (
        '<div class="site-nav"><ul><li><a href="1">国内</a></li></ul></div>'
        f'<div class="main"><h1>论坛开幕</h1><p>{OPENING * repeats}</p><p>{CARDS}</p></div>'
        f'<div class="comment-list"><h3>网友评论</h3>{comment * comments}'
        "<form><textarea>写评论</textarea><button>发表</button></form></div>"
        '<aside>热门：另一条新闻</aside><script>var a = "脚本";</script><style>p{}</style>'
        "<noscript>请打开脚本</noscript>"
    )
    loaded = load(".html", page_of(body))
    assert loaded.text.split("\n\n") == ["论坛开幕", OPENING * repeats, CARDS]
    assert loaded.notes == left_out(str(2 + 4 + 19 * comments + 5 + 8))


def test_an_article_in_a_large_page_is_headed_and_what_is_left_out_is_counted() -> None:
    paragraphs = [f"第{number}段。{OPENING * 4}" for number in range(60)]
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    loaded = load(".html", page_of(f"<h1>长篇</h1>{text}<footer>版权所有</footer>"))
    assert loaded.text.split("\n\n") == ["长篇", *paragraphs]
    assert loaded.notes == left_out("4")


def test_a_table_row_is_one_line_and_nested_list_items_are_lines_of_their_own() -> None:
    body = (
        f"<p>{OPENING}</p><ol><li>甲项<ul><li>甲之一</li><li>甲之二</li></ul>甲尾</li><li>乙项</li></ol>"
        "<table><tr><th>姓名</th><th>职务</th></tr>"
        "<tr><td>李四</td><td><p>主任</p><p>教授</p></td></tr></table>"
    )
    inner = ["    • 甲之一", "    • 甲之二"]
    expected = ["1. 甲项", *inner, "甲尾", "2. 乙项", "姓名 | 职务", "李四 | 主任 教授"]
    for page in (body, body.replace(OPENING, "短。")):
        loaded = load(".html", page_of(page))
        assert loaded.text.split("\n\n")[1:] == expected
        assert loaded.notes == ()


@pytest.mark.parametrize(
    ("items", "lines"),
    [
        ("<ol start=4><li>甲<li value=8>乙<li>丙</ol>", ["4. 甲", "8. 乙", "9. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li><p><b>甲</b></p><p>又</p><li>乙</ol>", ["a. 甲", "又", "b. 乙"]),
        ("<ol type=I start=4><li>甲<li>乙</ol>", ["IV. 甲", "V. 乙"]),
        ("<ol><li><ul><li>甲<li>乙</ul><li>丙</ol>", ["    • 甲", "    • 乙", "2. 丙"]),
        ("<ul><li>1、甲<li>2、乙</ul>", ["1、甲", "2、乙"]),
        ('<ul style="list-style-type: none"><li>甲<li>乙</ul>', ["甲", "乙"]),
        ("<ul><li><h2>甲</h2>丙<li>乙</ul>", ["甲", "丙", "乙"]),
        ("<ul><li>甲</ul>", ["甲"]),
    ],
)
def test_items_of_a_page_keep_the_marks_that_a_browser_draws(items: str, lines: list[str]) -> None:
    assert load(".html", page_of(f"<h1>题</h1>{items}")).text.split("\n\n") == ["题", *lines]


def test_links_of_a_page_are_no_marked_list() -> None:
    links = "<ul><li><a href=1>甲</a><li><a href=2>乙</a></ul>"
    assert load(".html", page_of(f"<p>{OPENING}</p>{links}")).text == OPENING


def test_a_table_that_arranges_the_page_is_no_row() -> None:
    table = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    body = f"<table><tr><td>左栏</td><td><h1>题目</h1><p>一段。</p>{table}</td></tr></table>"
    assert load(".html", page_of(body)).text.split("\n\n") == ["左栏", "题目", "一段。", "甲 | 乙"]


def test_a_large_page_without_an_article_is_not_run_into_one_block() -> None:
    links = "".join(f'<li><a href="{at}">第{at}条新闻题目在此</a></li>' for at in range(600))
    loaded = load(".html", page_of(f"<h1>目录</h1><ul>{links}</ul><p>共六百条。</p>"))
    titles = [f"第{at}条新闻题目在此" for at in range(600)]
    assert loaded.text.split("\n\n") == ["目录", *titles, "共六百条。"]
    assert loaded.notes == ()


def test_a_lone_paragraph_and_bare_text_are_read() -> None:
    assert load(".html", "<p>一段</p>".encode()).text == "一段"
    assert load(".html", page_of("纯文本<br>第二行")).text == "纯文本\n第二行"


def test_a_short_page_in_gb18030_is_read_as_it_declares() -> None:
    page = (
        '<html><head><meta charset="gb18030"></head><body><h1>𠮷祥</h1><p>停水。</p></body></html>'
    )
    assert load(".html", page.encode("gb18030")).text == "𠮷祥\n\n停水。"


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<html>", "<p></p><script>x</script>"]
)
def test_a_page_without_an_article_is_refused(page: str) -> None:
    assert reason(".html", page.encode()) == (
        "holds no article that can be told from the rest of the page"
    )


def test_a_pdf_is_read_page_by_page() -> None:
    loaded = load(".pdf", sample_files.pdf(["题目一\n第一行，", "第二页。"], title="题目一"))
    assert (loaded.text, loaded.title) == ("题目一\n第一行，\n第二页。", "题目一")


def test_a_pdf_title_that_its_text_does_not_print_is_not_believed() -> None:
    assert load(".pdf", sample_files.pdf(["正文。"], title="文档1 - Word")).title == ""


def test_pages_without_text_are_noted() -> None:
    loaded = load(".pdf", sample_files.pdf(["有字", "", "又有"]))
    assert loaded.text == "有字\n\n又有"
    assert loaded.notes == ("pages without text (pictures need OCR): 2",)


def test_a_pdf_of_pictures_asks_for_text_recognition() -> None:
    assert "run text recognition (OCR)" in reason(".pdf", sample_files.pdf(["", ""]))


def test_a_truncated_pdf_is_refused_wherever_it_is_cut() -> None:
    whole = sample_files.pdf(["一" * 50, "二" * 50])
    for end in range(1, len(whole) - 8, 50):
        assert "cut off before its end" in reason(".pdf", whole[:end])


def test_a_locked_pdf_asks_for_one_without_password() -> None:
    assert "locked by a password" in reason(".pdf", sample_files.locked_pdf("一", "secret"))


def test_a_word_document_keeps_paragraphs_and_tables_in_order() -> None:
    blob = sample_files.word(["题目", "正文。"], [["姓名", "职务"], ["李四", "主任"]])
    assert load(".docx", blob).text == "题目\n\n姓名 | 职务\n\n李四 | 主任\n\n正文。"


def test_word_text_in_insertions_controls_and_links_is_kept_and_deleted_text_is_not() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('甲')}<w:ins>{run.format('乙')}</w:ins>"
        f"<w:del><w:r><w:delText>丙</w:delText></w:r></w:del><w:moveFrom>{run.format('丙')}"
        f"</w:moveFrom><w:hyperlink>{run.format('丁')}</w:hyperlink><w:r><w:tab/><w:br/></w:r></w:p>"
        f"<w:sdt><w:sdtContent><w:p>{run.format('戊')}</w:p></w:sdtContent></w:sdt>"
    )
    assert load(".docx", sample_files.word_with_body([body.encode()])).text == "甲乙丁\t\n\n\n戊"


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段前</w:t></w:r><w:r><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:t>段后</w:t></w:r></w:p>"
    )
    assert load(".docx", sample_files.word_with_body([body.encode()])).text == "段前段后\n\n框内"


def test_a_truncated_word_document_is_refused() -> None:
    whole = sample_files.word(["题目", "正文。"])
    for end in (1, 100, len(whole) // 2, len(whole) - 30):
        assert "no .docx archive, or cut off" in reason(".docx", whole[:end])


def test_nul_characters_that_a_file_smuggles_in_become_replacement_characters() -> None:
    assert load(".pdf", sample_files.pdf(["一\0二"])).text == "一\ufffd二"


def headings_of(suffix: str, blob: bytes) -> list[str]:
    """The lines that the file marks as headings."""
    loaded = load(suffix, blob)
    return [loaded.text[start:].partition("\n")[0] for start in loaded.markup.headings]


def test_markdown_tells_its_headings_and_its_code() -> None:
    text = "# 手册\n\n**怎么退货？**\n\n七天内。**当面**退。\n\n- **须知**\n- 收据\n\n"
    source = f"{text}```\na\n\nb\n```\n\n## 二\n"
    assert headings_of(".md", source.encode()) == ["手册", "怎么退货？", "二"]
    loaded = load(".md", source.encode())
    assert [loaded.text[start:end] for start, end in loaded.markup.code] == ["a\n\nb"]


def test_a_page_tells_its_headings_and_its_code() -> None:
    page = (
        "<html><body><main><h1>说明</h1><p>先打开电源，再等两分钟，直到灯变蓝。</p><h2>设置</h2>"
        "<p>输入下面的命令，然后按回车键确认：</p><pre>reset now\nexit</pre></main></body></html>"
    )
    assert headings_of(".html", page.encode()) == ["说明", "设置"]
    loaded = load(".html", page.encode())
    assert [loaded.text[start:end] for start, end in loaded.markup.code] == ["reset now\nexit"]


def test_a_word_document_tells_its_headings_by_style_and_by_bold() -> None:
    document = docx.Document()
    document.add_heading("安全手册", 0)
    document.add_paragraph("本手册适用于全体员工。")
    document.add_heading("发生火灾时", 2)
    document.add_paragraph("先报警。", style="List Number")
    document.add_paragraph().add_run("劳保用品").bold = True
    document.add_paragraph().add_run("每周一上午领取。").bold = True
    document.add_paragraph("口罩", style="List Number").runs[0].bold = True
    out = io.BytesIO()
    document.save(out)
    assert headings_of(".docx", out.getvalue()) == ["安全手册", "发生火灾时", "劳保用品"]
    assert load(".docx", out.getvalue()).title == "安全手册"


def test_what_a_file_marks_up_survives_the_child_process() -> None:
    blob = "# 手册\n\n```\nrun\n```\n".encode()
    with Extractor() as extractor:
        assert extractor.load(".md", blob) == load(".md", blob)
