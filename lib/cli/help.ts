/** What the help says beside commands and options. */
export const help = `
Environment:
  TWILIO_ACCOUNT_SID            the account (AC…), with
  TWILIO_AUTH_TOKEN             its auth token; or
  TWILIO_API_KEY                an API key (SK…), with
  TWILIO_API_SECRET             its secret; preferred where both pairs are set
  TWILIO_MESSAGING_SERVICE_SID  the service, where --service is left out
  TWILIO_REGION, TWILIO_EDGE    where to, without --region and --base-url
  SENDERPOOL_BASE_URL           what --base-url says, such as that of a sandbox
  NO_COLOR                      set to anything: no colours

Output:
  Data goes to stdout, errors and notes to stderr. With --json, each line of
  stdout is one item: a JSON object with its dates in ISO 8601; each of stderr
  is {"error": {…}} or {"note": "…"}, an error with the argument that it is
  about where there are several. A list is written page by page, as it arrives.
  For explain, the line is the choice; for sandbox, the first has the
  URL, and each of the others a request. On a terminal, stderr shows what is
  waited for.

Exit codes:
  0    done; for sandbox, also when it was ended by Ctrl-C or SIGTERM
  1    Twilio refused, or could not be reached; for explain, no sender fits;
       for pool where, there is none; for senders wait, it is not ONLINE
  2    wrong usage or input; nothing was changed
  130  interrupted by Ctrl-C or SIGTERM

Permissions, with Deno:
  --allow-net=messaging.twilio.com (for messages: api.twilio.com; for demo and
    sandbox: 127.0.0.1)
  --allow-env=TWILIO_ACCOUNT_SID,TWILIO_AUTH_TOKEN (or whichever you set)
  --allow-read and --allow-write for the files that sandbox is given
  (for a state, also for the same name with .tmp after it)

Examples:
  senderpool demo
  senderpool list --service MG…
  senderpool create XE… --service MG…
  senderpool list --json | jq -r .sender
  senderpool services list
  senderpool numbers add PN… PN… --service Shop
  senderpool messages send --to whatsapp:+… --service Shop --template HX…
  senderpool explain --to whatsapp:+12487960483 --service MG…
  senderpool sandbox --fail 0.1:503 --latency 100-300
`;

/** What the help of `sandbox` says beside its options. */
export const sandboxHelp = `
Files, all of them JSON:
  seed    what createSandbox takes: {"accounts": [{"accountSid": "AC…", …}]}
  state   the same; read at the start if it is there, in place of the seed, and
          written within a second of each change. Credentials are in it.
  faults  rules, as createSandbox takes them: [{"every": 3, "status": 503}]

--fail may be repeated; the rules of --faults come before it. With --pace look,
a message takes its next status each time that it is fetched. Status callbacks
go to loopback addresses alone; Deno wants an --allow-net for those, too.
`;
