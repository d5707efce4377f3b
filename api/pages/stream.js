// Server-sent events over POST: yields {event, data} until the stream ends.

export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let pending = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    pending += value;
    const blocks = pending.split("\n\n");
    pending = blocks.pop();
    for (const block of blocks) yield parse(block);
  }
}

function parse(block) {
  const fields = { event: "message", data: "" };
  for (const line of block.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  return { event: fields.event, data: JSON.parse(fields.data) };
}

// What a failed response says of itself; never throws.
export async function problemOf(response) {
  try {
    const problem = await response.json();
    return [problem.detail ?? problem.title, problem.next].filter(Boolean).join(" ");
  } catch {
    return String(response.status);
  }
}
