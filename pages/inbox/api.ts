const token = takeToken();

/** Where a token is asked for, it stands in the page's address once, and is kept for this tab. */
function takeToken(): string | null {
  const { origin, pathname, hash } = location;
  const given = new URL(location.href).searchParams.get("token");
  if (given !== null) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", origin + pathname + hash);
  }
  return sessionStorage.getItem("token");
}

/** What the sandbox asks for, where it asks for a token. */
export function authorization(): Readonly<Record<string, string>> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** Asks the sandbox that the page came from. */
export async function get<Answer>(
  path: string,
  query: Readonly<Record<string, string | null>> = {},
): Promise<Answer> {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== null);
  const search = new URLSearchParams(given).toString();
  return await answerOf(
    await fetch(search === "" ? path : `${path}?${search}`, {
      headers: authorization(),
    }),
  );
}

/** Tells the sandbox to do something. */
export async function send<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const headers = { "content-type": "application/json", ...authorization() };
  const text = body === undefined ? null : JSON.stringify(body);
  return await answerOf(await fetch(path, { method, headers, body: text }));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  const value = text === "" ? null : JSON.parse(text);
  if (!response.ok) throw new Error(value?.message ?? `The sandbox answered ${response.status}.`);
  return value;
}
