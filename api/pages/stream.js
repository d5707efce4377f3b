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

// What a failed response says of itself, its problem document if it is one; never throws.
export async function problemOf(response) {
  const { status } = response;
  try {
    return { ...(await response.json()), status };
  } catch {
    return { status, title: String(status) };
  }
}
