// The interface in four languages. ?lang= wins, else the browser's languages decide.

const TEXTS = {
  "zh-Hans": {
    name: "简体",
    title: "文献问答",
    note: "这是一台只会引用的机器：它从馆藏文档中找出原句并注明出处；文档没有写到的，它会直说。",
    question: "您的问题",
    placeholder: "请输入问题，按回车发送",
    send: "提问",
    stop: "停止",
    retry: "重试",
    examples: "例如：",
    sources: "引文",
    nearest: "最接近的段落",
    more: (count) => `其余 ${count} 段`,
    printed: "文献为中文，照原文引用。",
    digest: "本项目的摘编，并非出版者原文",
    undated: "日期不详",
    inferred: "日期为推断",
    open: "在原文中查看",
    thinking: "正在查找……",
    stopped: "已停止。",
    failed: "没有得到回答。",
    unreachable: "无法连接服务器，请稍候重试。",
    tooLong: (count, most) => `问题有 ${count} 个字符，最多 ${most} 个，请缩短后再提问。`,
    startAnew: "新对话",
    answered: "回答已到。",
    missing: "没有这篇文档。",
    home: "返回提问",
    removed: "标出清理时略去的文字",
    search: "检索",
    searchTitle: "馆藏检索",
    filters: "筛选",
    document: "文档",
    script: "文字",
    any: "不限",
    from: "起始日期",
    to: "截止日期",
    furniture: "包括页面附属文字",
    spillover: "包括混入的其他文章",
    hits: (count) => `共 ${count} 段。`,
  },
  "zh-Hant": {
    name: "繁體",
    title: "文獻問答",
    note: "這是一臺只會引用的機器：它從館藏文件中找出原句並註明出處；文件沒有寫到的，它會直說。",
    question: "您的問題",
    placeholder: "請輸入問題，按 Enter 送出",
    send: "提問",
    stop: "停止",
    retry: "重試",
    examples: "例如：",
    sources: "引文",
    nearest: "最接近的段落",
    more: (count) => `其餘 ${count} 段`,
    printed: "文獻為中文，照原文引用。",
    digest: "本專案的摘編，並非出版者原文",
    undated: "日期不詳",
    inferred: "日期為推斷",
    open: "在原文中檢視",
    thinking: "正在查找……",
    stopped: "已停止。",
    failed: "沒有得到回答。",
    unreachable: "無法連線到伺服器，請稍候重試。",
    tooLong: (count, most) => `問題有 ${count} 個字元，最多 ${most} 個，請縮短後再提問。`,
    startAnew: "新對話",
    answered: "回答已到。",
    missing: "沒有這篇文件。",
    home: "返回提問",
    removed: "標出清理時略去的文字",
    search: "檢索",
    searchTitle: "館藏檢索",
    filters: "篩選",
    document: "文件",
    script: "文字",
    any: "不限",
    from: "起始日期",
    to: "截止日期",
    furniture: "包括頁面附屬文字",
    spillover: "包括混入的其他文章",
    hits: (count) => `共 ${count} 段。`,
  },
  en: {
    name: "English",
    title: "Ask the documents",
    note: "This is a machine that only quotes: it finds sentences in the documents and says where they stand, or says that the documents do not answer.",
    question: "Your question",
    placeholder: "Type a question, Enter sends it",
    send: "Ask",
    stop: "Stop",
    retry: "Try again",
    examples: "For example:",
    sources: "Quotations",
    nearest: "Nearest passages",
    more: (count) => `${count} more`,
    printed: "The documents are in Chinese; quoted as printed.",
    digest: "digest of this project, not the publisher's words",
    undated: "undated",
    inferred: "date inferred",
    open: "Open in the source",
    thinking: "Looking …",
    stopped: "Stopped.",
    failed: "There is no answer.",
    unreachable: "The server cannot be reached. Check the connection, then try again.",
    tooLong: (count, most) => `The question has ${count} characters, at most ${most} are allowed: please shorten it.`,
    startAnew: "New conversation",
    answered: "The answer is here.",
    missing: "There is no such document.",
    home: "Back to the questions",
    removed: "Mark what cleaning left out",
    search: "Search",
    searchTitle: "Search the library",
    filters: "Filters",
    document: "Document",
    script: "Script",
    any: "any",
    from: "From",
    to: "To",
    furniture: "with page furniture",
    spillover: "with tails of other articles",
    hits: (count) => `${count} passages.`,
  },
  ru: {
    name: "Русский",
    title: "Вопросы к документам",
    note: "Это машина, которая только цитирует: она находит предложения в документах и указывает источник или говорит, что ответа в них нет.",
    question: "Ваш вопрос",
    placeholder: "Введите вопрос, Enter отправляет",
    send: "Спросить",
    stop: "Стоп",
    retry: "Повторить",
    examples: "Например:",
    sources: "Цитаты",
    nearest: "Ближайшие отрывки",
    more: (count) => `Ещё отрывков: ${count}`,
    printed: "Документы на китайском языке; цитируются как напечатаны.",
    digest: "изложение этого проекта, не слова издателя",
    undated: "без даты",
    inferred: "дата предположительна",
    open: "Открыть в источнике",
    thinking: "Идёт поиск…",
    stopped: "Остановлено.",
    failed: "Ответа нет.",
    unreachable: "Сервер недоступен. Проверьте соединение и повторите.",
    tooLong: (count, most) => `В вопросе ${count} знаков, допускается не более ${most}: сократите его.`,
    startAnew: "Новая беседа",
    answered: "Ответ получен.",
    missing: "Такого документа нет.",
    home: "Назад к вопросам",
    removed: "Показать, что опущено при очистке",
    search: "Искать",
    searchTitle: "Поиск по библиотеке",
    filters: "Фильтры",
    document: "Документ",
    script: "Письмо",
    any: "любое",
    from: "С",
    to: "По",
    furniture: "с оформлением страницы",
    spillover: "с обрывками других статей",
    hits: (count) => `Отрывков: ${count}.`,
  },
};

const TRADITIONAL = /^zh\b.*-(hant|tw|hk|mo)\b/i;

function chosen() {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked in TEXTS) return asked;
  for (const tag of navigator.languages) {
    if (TRADITIONAL.test(tag)) return "zh-Hant";
    if (/^zh\b/i.test(tag)) return "zh-Hans";
    const primary = tag.split("-")[0].toLowerCase();
    if (primary === "en" || primary === "ru") return primary;
  }
  return "zh-Hans";
}

export const language = chosen();
export const texts = TEXTS[language];

// The texts of another language than the page's: an answer's frame speaks the answer's language.
export function textsIn(tag) {
  return TEXTS[tag] ?? texts;
}

// Set the page's language and title, and offer the other languages with the rest of the URL kept.
export function dress(title, switcher) {
  document.documentElement.lang = language;
  document.title = title;
  switcher.append(
    ...Object.entries(TEXTS).map(([tag, { name }]) => {
      const parameters = new URLSearchParams(location.search);
      parameters.set("lang", tag);
      const link = document.createElement("a");
      link.href = `?${parameters}`;
      link.lang = tag;
      link.hreflang = tag;
      link.textContent = name;
      if (tag === language) link.setAttribute("aria-current", "true");
      return link;
    }),
  );
}
