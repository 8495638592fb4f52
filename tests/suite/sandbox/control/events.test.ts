import { expect, test } from "vitest";
import { withControl } from "../../../../lib/sandbox/control/mod.ts";
import { createSandbox } from "../../../../lib/sandbox/mod.ts";
import { createClient, messages } from "../../../../mod.ts";

// What happens in a sandbox, as a stream and as a list.
function start() {
  const sandbox = createSandbox({ customerWrote: true });
  const fetch = withControl(sandbox);
  const client = createClient({ ...sandbox.credentials, fetch, extend: { messages } });
  const create = () =>
    client.messages.create({
      from: "whatsapp:+12487960483",
      to: "whatsapp:+14155550199",
      body: "Hello",
    });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new Request(`http://localhost/_sandbox/${path}`, { headers }));
  return { sandbox, create, get };
}

interface Seen {
  readonly id: number;
  readonly type: string;
  readonly status?: string;
}

const types = (events: readonly Seen[]) =>
  events.map(({ type, status }) => type === "message" ? `message ${status}` : type);

/** Reads a stream until so many events have come, and lets it go. */
async function read(response: Response, count: number): Promise<Seen[]> {
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let found: Seen[] = [];
  while (found.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    text += decoder.decode(value, { stream: true });
    found = Array.from(text.matchAll(/^data: (.*)$/gm), ([, data]) => JSON.parse(data!));
  }
  await reader.cancel();
  return found;
}

test("a stream has what comes, and after a break what was missed", async () => {
  const { sandbox, create, get } = start();
  await create();
  const response = await get("events");
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  await create();
  await sandbox.deliver();
  const events = await read(response, 4);
  expect(types(events).slice(0, 2)).toEqual(["message queued", "exchange"]);
  const [first] = events;
  const again = await read(await get("events", { "last-event-id": `${first!.id}` }), 3);
  expect(again[0]!.id).toBe(first!.id + 1);
});

test("a list has what came after one of them", async () => {
  const { sandbox, create, get } = start();
  const list = async (after: number | string) =>
    await (await get(`events?after=${after}`, { accept: "application/json" })).json();
  expect(await list(0)).toEqual({ events: [], last: 0, missed: false });
  await create();
  const { events, last, missed } = await list(0);
  expect([types(events), last, missed]).toEqual([["message queued", "exchange"], 2, false]);
  sandbox.reset();
  expect(types((await list(last)).events)).toEqual(["reset"]);
  expect((await get("events?after=x", { accept: "application/json" })).status).toBe(400);
});

test("the last thousand are kept, and who comes too late is told so", async () => {
  const { sandbox, get } = start();
  for (let count = 0; count < 1_100; count++) sandbox.reset();
  const response = await get("events?after=1", { accept: "application/json" });
  const { events, last, missed } = await response.json();
  expect([events.length, last, missed]).toEqual([1000, 1100, true]);
});
