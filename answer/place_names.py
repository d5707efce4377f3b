"""Names of countries, of China's provinces and of large cities, in Simplified Chinese.

Chinese marks no names, so a short list of the best known tells "中国有多少人口？" from
"有多少人口？", and shows which place of an earlier question is replaced by another.
"""

from __future__ import annotations

_COUNTRIES = (
    "中国 俄罗斯 哈萨克斯坦 吉尔吉斯斯坦 塔吉克斯坦 乌兹别克斯坦 印度 巴基斯坦 伊朗 白俄罗斯 "
    "蒙古国 蒙古 阿富汗 土库曼斯坦 土耳其 阿塞拜疆 亚美尼亚 格鲁吉亚 斯里兰卡 尼泊尔 孟加拉国 "
    "不丹 柬埔寨 缅甸 泰国 老挝 越南 马来西亚 新加坡 印度尼西亚 菲律宾 文莱 东帝汶 马尔代夫 日本 "
    "韩国 朝鲜 埃及 沙特阿拉伯 沙特 卡塔尔 阿联酋 科威特 巴林 阿曼 也门 伊拉克 叙利亚 约旦 黎巴嫩 "
    "以色列 巴勒斯坦 塞浦路斯 希腊 意大利 西班牙 葡萄牙 法国 德国 英国 爱尔兰 荷兰 比利时 卢森堡 "
    "瑞士 奥地利 波兰 捷克 斯洛伐克 匈牙利 罗马尼亚 保加利亚 塞尔维亚 克罗地亚 斯洛文尼亚 波黑 "
    "黑山 北马其顿 阿尔巴尼亚 摩尔多瓦 乌克兰 立陶宛 拉脱维亚 爱沙尼亚 芬兰 瑞典 挪威 丹麦 冰岛 "
    "马耳他 美国 加拿大 墨西哥 古巴 巴拿马 哥伦比亚 委内瑞拉 厄瓜多尔 秘鲁 玻利维亚 巴西 智利 "
    "阿根廷 乌拉圭 巴拉圭 澳大利亚 新西兰 斐济 摩洛哥 阿尔及利亚 突尼斯 利比亚 苏丹 埃塞俄比亚 "
    "肯尼亚 坦桑尼亚 乌干达 卢旺达 尼日利亚 加纳 塞内加尔 喀麦隆 刚果 安哥拉 赞比亚 津巴布韦 "
    "莫桑比克 马达加斯加 纳米比亚 博茨瓦纳 南非"
)
_PROVINCES = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 "
    "广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门"
)
_CITIES = (
    "石家庄 太原 沈阳 大连 长春 哈尔滨 南京 苏州 杭州 宁波 合肥 福州 厦门 南昌 济南 青岛 烟台 "
    "郑州 洛阳 武汉 长沙 广州 深圳 海口 三亚 成都 贵阳 昆明 西安 兰州 西宁 台北 呼和浩特 南宁 "
    "桂林 拉萨 银川 乌鲁木齐 喀什 莫斯科 圣彼得堡 阿斯塔纳 阿拉木图 比什凯克 杜尚别 塔什干 "
    "撒马尔罕 新德里 孟买 伊斯兰堡 卡拉奇 德黑兰 明斯克 乌兰巴托 喀布尔 安卡拉 伊斯坦布尔 巴库 "
    "埃里温 第比利斯 科伦坡 加德满都 达卡 金边 仰光 曼谷 河内 吉隆坡 雅加达 马尼拉 东京 大阪 首尔 "
    "平壤 开罗 迪拜 利雅得 巴格达 大马士革 耶路撒冷 雅典 罗马 米兰 马德里 里斯本 巴黎 柏林 慕尼黑 "
    "伦敦 都柏林 阿姆斯特丹 布鲁塞尔 日内瓦 维也纳 华沙 布拉格 布达佩斯 贝尔格莱德 基辅 赫尔辛基 "
    "斯德哥尔摩 奥斯陆 哥本哈根 纽约 华盛顿 洛杉矶 旧金山 芝加哥 多伦多 温哥华 悉尼 墨尔本 堪培拉 "
    "里约热内卢 布宜诺斯艾利斯 内罗毕 约翰内斯堡"
)


def _longest_first(names: str) -> tuple[str, ...]:
    return tuple(sorted(names.split(), key=len, reverse=True))


COUNTRIES = _longest_first(_COUNTRIES)
CITIES = _longest_first(_CITIES)
PLACES = _longest_first(f"{_COUNTRIES} {_PROVINCES} {_CITIES}")
"""Longest first, as an alternation needs them (白俄罗斯 before 俄罗斯)."""
