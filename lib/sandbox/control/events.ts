/** What happens in a sandbox, as a stream of server-sent events, or as a list to ask for again. */
import type { Insides } from "../insides.ts";

/** Something that happened. What it is about can be asked for. */
export type SandboxEvent =
  | {
    readonly type: "message";
    readonly sid: string;
    readonly accountSid: string;
    readonly direction: string;
    readonly from: string | null;
    readonly to: string;
    readonly status: string;
    readonly errorCode: number | null;
  }
  | {
    readonly type: "callback";
    readonly number: number;
    readonly messageSid: string;
    readonly messageStatus: string;
    readonly outcome: string;
    readonly status: number | null;
  }
  | { readonly type: "exchange"; readonly number: number }
  | { readonly type: "reset" };

/** An event, and its place among them. */
export type NumberedEvent = SandboxEvent & { readonly id: number };

/** The last events. */
export interface EventLog {
  /** Those after one; `missed` says whether others came between that are not kept. */
  after(id: number): { events: NumberedEvent[]; last: number; missed: boolean };
  /** A stream of those after one, and of all that follow until the signal aborts. */
  stream(id: number, signal: AbortSignal): ReadableStream<Uint8Array>;
}

const most = 1000;
const beat = 15_000;

/** Keeps the last events of a sandbox from now on. */
export function createEventLog(inside: Insides): EventLog {
  const kept: NumberedEvent[] = [];
  const readers = new Set<(event: NumberedEvent) => void>();
  let last = 0;

  function add(event: SandboxEvent): void {
    const numbered = { id: ++last, ...event };
    if (kept.push(numbered) > most) kept.shift();
    for (const reader of readers) reader(numbered);
  }

  inside.messages.watchers.add(({ account, message }) => {
    const { sid, direction, from, to, status, errorCode } = message;
    add({ type: "message", sid, accountSid: account.sid, direction, from, to, status, errorCode });
  });
  inside.messages.callbacks.watchers.add((callback) => {
    const { number, messageSid, messageStatus, outcome, status } = callback;
    add({ type: "callback", number, messageSid, messageStatus, outcome, status });
  });
  inside.recorder.watchers.add((number) => add({ type: "exchange", number }));
  inside.resets.add(() => add({ type: "reset" }));

  function after(id: number) {
    const events = kept.filter((event) => event.id > id);
    return { events, last, missed: id < last - kept.length };
  }

  return {
    after,
    stream(id, signal) {
      const encoder = new TextEncoder();
      let stop = () => {};
      return new ReadableStream<Uint8Array>({
        start(controller) {
          const write = (text: string) => controller.enqueue(encoder.encode(text));
          const reader = (event: NumberedEvent) =>
            write(`id: ${event.id}\ndata: ${JSON.stringify(event)}\n\n`);
          // So that proxies let it through, and clients know of a sandbox that is gone.
          write(": a sandbox\n\n");
          const timer = setInterval(() => write(": still here\n\n"), beat);
          (Object(timer) as { unref?(): void }).unref?.();
          stop = () => {
            clearInterval(timer);
            readers.delete(reader);
            signal.removeEventListener("abort", end);
          };
          const end = () => {
            stop();
            controller.close();
          };
          signal.addEventListener("abort", end);
          for (const event of after(id).events) reader(event);
          readers.add(reader);
        },
        cancel: () => stop(),
      });
    },
  };
}
