/** The fields of a form by name, or in an order of their own, where a name may come again. */
export type Form = Readonly<Record<string, string>> | readonly (readonly [string, string])[];

/** Builds a request. */
export function buildRequest(
  method: string,
  url: string,
  form: Form | undefined,
  signal: AbortSignal | undefined,
): Request {
  const init: RequestInit = {
    method,
    // The API never redirects, so a redirect is an error; Workers refuse to be told "error".
    redirect: "manual",
  };
  if (form !== undefined) init.body = new URLSearchParams(form as Record<string, string>);
  if (signal !== undefined) init.signal = signal;
  return new Request(url, init);
}
