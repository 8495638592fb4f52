import { safe, type Style } from "../../output/style.ts";
import type { Origin } from "./flags.ts";

/**
 * Where a sandbox listens, what is in it and how to use it. Credentials from a file stay there.
 *
 * @param extras the file that clients of the proxy have to trust, where there is a proxy, and the
 * token that the control API asks for, where it does
 */
export function greeting(
  url: string,
  { accounts, file }: Origin,
  { bold }: Style,
  { certificate, token }: {
    readonly certificate?: string | undefined;
    readonly token?: string | undefined;
  },
): string {
  const { accountSid, authToken, services = [], channelSenders = [] } = accounts[0]!;
  const count = (of: "services" | "channelSenders") =>
    `${accounts.reduce((sum, account) => sum + (account[of]?.length ?? 0), 0)}`;
  const contents: [name: string, lines: string[]][] = file === null
    ? [
      ["account", [accountSid]],
      ["auth token", [authToken]],
      ["services", services.map(({ sid }) => sid)],
      ["senders", channelSenders.map(({ sid, sender }) => `${sid}  ${sender}`)],
    ]
    : [
      ["from", [safe(file)]],
      ["accounts", [`${accounts.length}`]],
      ["services", [count("services")]],
      ["senders", [count("channelSenders")]],
    ];
  const rows = contents.flatMap(([name, lines]) =>
    lines.map((line, at) => `  ${(at ? "" : name).padEnd(12)}${line}`)
  );
  const [account, password, service, sender] = file === null
    ? [accountSid, authToken, services[0]!.sid, channelSenders[0]!.sid]
    : ["AC…", "…", "MG…", "XE…"];
  return `${bold(`A sandbox of Twilio's API listens at ${url}`)}
${rows.join("\n")}

See what is sent, in a browser:
  ${url}/_sandbox/${token === undefined ? "" : `?token=${token}`}
From another terminal:
  export TWILIO_ACCOUNT_SID=${account} TWILIO_AUTH_TOKEN=${password}
  npx @senderpool/twilio create ${sender} --service ${service} --base-url ${url}
From your code:
  createClient({ accountSid, authToken, target: { baseUrl: "${url}" } })
${certificate === undefined ? "" : asProxy(url, safe(certificate))}
Ctrl-C ends it.
`;
}

function asProxy(url: string, certificate: string): string {
  return `From what cannot change its host, such as Twilio's own command line:
  export HTTPS_PROXY=${url} NODE_EXTRA_CA_CERTS=${certificate} NODE_USE_ENV_PROXY=1
`;
}
