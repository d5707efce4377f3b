// One question to the server: its stream, event by event, until the whole answer.

import { events, problemOf } from "./stream.js";

// What the server said of a failure, as opposed to what the browser says of a lost connection.
export class Refusal extends Error {}

// `watch` has passages(count) and sentence(event), called as they arrive. Returns the final body.
export async function receive(question, history, signal, watch) {
  const response = await fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history, stream: true }),
    signal,
  });
  if (!response.ok) throw new Refusal(await problemOf(response));
  for await (const { event, data } of events(response)) {
    if (event === "passages") watch.passages(data.passages.length);
    if (event === "sentence") watch.sentence(data);
    if (event === "final") return data;
    if (event === "error")
      throw new Refusal([data.detail ?? data.title, data.next].filter(Boolean).join(" "));
  }
  throw new Error("the stream ended before the answer");
}
