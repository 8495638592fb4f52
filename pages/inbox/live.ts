import { authorization } from "./api.ts";

const pollEvery = 2_000;
const atMostEvery = 250;

/**
 * Tells whenever something has happened in the sandbox: by server-sent events, or by asking again and
 * again where they do not come through. Many things at once are told of once.
 *
 * @param changed is told; the next time not before what it returns has settled
 * @param connected is told whether the sandbox is there
 */
export function watch(changed: () => Promise<void>, connected: (is: boolean) => void): void {
  const tell = paced(changed);
  // An event source sends no header.
  if ("authorization" in authorization()) return poll(tell, connected);
  const source = new EventSource("events");
  let polling = false;
  source.onopen = () => {
    connected(true);
    tell();
  };
  source.onmessage = tell;
  source.onerror = () => {
    connected(false);
    // The browser tries again by itself, but where it was told that there are no events.
    if (source.readyState === EventSource.CLOSED && !polling) {
      polling = true;
      poll(tell, connected);
    }
  };
}

function poll(tell: () => void, connected: (is: boolean) => void): void {
  let last: string | null = null;
  const ask = async () => {
    try {
      const response = await fetch(`events?after=${last ?? 0}`, {
        headers: { accept: "application/json", ...authorization() },
      });
      const { last: newest } = await response.json();
      connected(response.ok);
      if (newest !== last) tell();
      last = newest;
    } catch {
      connected(false);
    }
    setTimeout(ask, pollEvery);
  };
  ask();
}

/** The same, but not more often than so, and never twice at the same time. */
function paced(work: () => Promise<void>): () => void {
  let asked = false;
  let busy = false;
  const run = async () => {
    busy = true;
    while (asked) {
      asked = false;
      await work();
      await new Promise((resolve) => setTimeout(resolve, atMostEvery));
    }
    busy = false;
  };
  return () => {
    asked = true;
    if (!busy) run();
  };
}
