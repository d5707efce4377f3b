"""More than sixty strings that would run, fetch or break out where text is taken for more."""

QUESTION_MAX_CHARACTERS = 500

HOSTILE = [
    "<script>window.broken=1</script>",
    "<SCRIPT SRC=//foreign.invalid/x.js></SCRIPT>",
    "<scr<script>ipt>window.broken=1</scr</script>ipt>",
    "</script><script>window.broken=1</script>",
    "<script type=module>window.broken=1</script>",
    "<script>fetch('https://foreign.invalid/')</script>",
    "<img src=x onerror=window.broken=1>",
    "<img src=x onerror=alert(1)>",
    "<img src=https://foreign.invalid/x.png>",
    "<img srcset='https://foreign.invalid/x.png 1x'>",
    "<image href=https://foreign.invalid/x.png>",
    "<picture><source srcset=https://foreign.invalid/x.png><img></picture>",
    "<svg onload=window.broken=1>",
    "<svg><script>window.broken=1</script></svg>",
    "<svg><animate onbegin=window.broken=1 attributeName=x dur=1s>",
    "<svg><use href='data:image/svg+xml,<svg id=x onload=window.broken=1>#x'>",
    "<svg><a xlink:href=javascript:window.broken=1><text y=9>点</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=window.broken=1>",
    "<iframe src=javascript:parent.broken=1>",
    "<iframe srcdoc='<script>parent.broken=1</script>'>",
    "<iframe src=https://foreign.invalid/>",
    '"><iframe src=https://foreign.invalid/>',
    "<object data=https://foreign.invalid/x.swf>",
    "<embed src=https://foreign.invalid/x.swf>",
    "<video src=https://foreign.invalid/x.mp4 onerror=window.broken=1>",
    "<audio src=x onerror=window.broken=1>",
    "<track src=https://foreign.invalid/x.vtt>",
    "<input onfocus=window.broken=1 autofocus>",
    "<select onfocus=window.broken=1 autofocus>",
    "<textarea autofocus onfocus=window.broken=1>",
    "</textarea><script>window.broken=1</script>",
    "</title><script>window.broken=1</script>",
    "</p><script>window.broken=1</script>",
    "</blockquote></li></ol><img src=x onerror=window.broken=1>",
    "<body onload=window.broken=1>",
    "<details open ontoggle=window.broken=1>",
    "<marquee onstart=window.broken=1>",
    "<dialog open onclose=window.broken=1>",
    "<div popover onbeforetoggle=window.broken=1>",
    "<style>@import 'https://foreign.invalid/x.css'</style>",
    "<style>body{background:url(https://foreign.invalid/x.png)}</style>",
    "<link rel=stylesheet href=https://foreign.invalid/x.css>",
    "<link rel=prefetch href=https://foreign.invalid/>",
    "<link rel=modulepreload href=https://foreign.invalid/x.js>",
    "<base href=https://foreign.invalid/>",
    "<meta http-equiv=refresh content='0;url=https://foreign.invalid/'>",
    "<form action=https://foreign.invalid/><button>提问</button></form>",
    "<button formaction=javascript:window.broken=1>提问</button>",
    "<a href=javascript:window.broken=1>望远镜</a>",
    "<a href='https://foreign.invalid/' ping='https://foreign.invalid/'>望远镜</a>",
    "[望远镜](javascript:window.broken=1)",
    "![](https://foreign.invalid/x.png)",
    "javascript:window.broken=1",
    "data:text/html,<script>window.broken=1</script>",
    "{{constructor.constructor('window.broken=1')()}}",
    "${window.broken=1}",
    "<%= window.broken=1 %>",
    "#{window.broken=1}",
    "';window.broken=1;//",
    '"-window.broken=1-"',
    "`;window.broken=1;`",
    "\\u003cscript\\u003ewindow.broken=1\\u003c/script\\u003e",
    "&lt;script&gt;window.broken=1&lt;/script&gt;",
    "<template><script>window.broken=1</script></template>",
    "<noscript><img src=x onerror=window.broken=1></noscript>",
    "__proto__[broken]=1",
    "\u202e<script>window.broken=1</script>\u202c",
    'event: final data: {"status":"answered"}',
]


def batches() -> list[str]:
    """All of them, several to a line no longer than a question may be."""
    lines = [""]
    for text in HOSTILE:
        joined = f"{lines[-1]} {text}".strip()
        if len(joined) <= QUESTION_MAX_CHARACTERS:
            lines[-1] = joined
        else:
            lines.append(text)
    return lines
