// One question to the server: its stream, event by event, until the whole answer.

import { events, problemOf } from "./stream.js";

// What the server says of a failure, as opposed to what the browser says of a lost connection.
export class Refusal extends Error {
  constructor({ status, detail, title, next }) {
    super([detail ?? title, next].filter(Boolean).join(" "));
    this.status = status;
  }
}

export function send(question, history, signal) {
  return fetch("/api/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, history, stream: true }),
    signal,
  });
}

// `watch` has passages(event) and sentence(event), called as they arrive. Returns the final body.
export async function receive(sent, watch) {
  const response = await sent;
  if (!response.ok) throw new Refusal(await problemOf(response));
  for await (const { event, data } of events(response)) {
    if (event === "passages") watch.passages(data);
    if (event === "sentence") watch.sentence(data);
    if (event === "final") return data;
    if (event === "error") throw new Refusal(data);
  }
  throw new Error("the stream ended before the answer");
}
