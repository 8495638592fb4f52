/**
 * The flag that gives Deno the permission that it says it lacks.
 *
 * @param message what Deno says
 * @param what the file or host, where the user has given it a name; by default Deno's own
 */
export function missingFlag(message: string, what?: string): string | undefined {
  const [, kind, named = ""] = /Requires (net|read|write) access to "([^"]*)"/.exec(message) ?? [];
  // Without its port where that is the one of HTTPS, as people write it.
  return kind && `--allow-${kind}=${what ?? named.replace(/:443$/, "")}`;
}
