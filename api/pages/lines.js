// How an answer breaks into lines: items of a list, rows of a table, and what leads into them.

// As answer/lists/markers.py and ingest/punctuation.py have it; a colon here leads into a list.
const HAN_NUMBER = "[一二三四五六七八九十]{1,3}";
const MARK = new RegExp(
  [
    "[-–—*·]\\s+\\S",
    "[•●○◆◇►▶★☆✓①-⑳]",
    `第(?:${HAN_NUMBER}|\\d{1,2})[点點条條项項步章节節]?[,，、：:；\\s是]`,
    `${HAN_NUMBER}[是要、]`,
    `[（(](?:${HAN_NUMBER}|\\d{1,2})[）)]`,
    "\\d{1,2}[.．、)）]\\s*(?!\\d)",
    "[a-zA-Z][.)]\\s+\\S",
  ]
    .map((kind) => `^(?:${kind})`)
    .join("|"),
  "u",
);
const FINISHED = /[。！？!?…；;—｡．.][”’"'」』》〉）)】］\]\s]*$/u;

// `sentences`, each with its `text`, by the lines they stand in; prose runs on in one.
export function linesOf(sentences) {
  const lines = [];
  let isOver = true;
  for (const one of sentences) {
    const isWhole = !FINISHED.test(one.text);
    if (isOver || isWhole || MARK.test(one.text)) lines.push([one]);
    else lines.at(-1).push(one);
    isOver = isWhole;
  }
  return lines;
}
