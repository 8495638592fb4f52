/** How a field of the library's input is given to the command. */
const givenBy: Readonly<Record<string, string>> = {
  messagingServiceSid: "--service",
  sid: "<sid>",
  limit: "--limit",
  pageSize: "--page-size",
  pageToken: "--page-token",
  "target.region": "--region",
  accountSid: "TWILIO_ACCOUNT_SID",
  authToken: "TWILIO_AUTH_TOKEN",
  apiKey: "TWILIO_API_KEY",
  apiSecret: "TWILIO_API_SECRET",
  to: "--to",
  from: "--from",
  turn: "--turn",
  country: "--country",
  concurrency: "--concurrency",
  token: "--token",
  withoutRcs: "--without-rcs",
};

/** How a field of the library's input is given to the command, or its name where that is not known. */
export function givenAs(field: string): string {
  return givenBy[field.replace(/\[\d+\]$/, "")] ?? field;
}

/** What the library says of itself in the errors of its input, and what the command says for it. */
const phrases: readonly (readonly [library: string, command: string])[] = [
  ["senders.list({ channel })", "`senders list --channel …`"],
  ["incomingPhoneNumbers.list", "`account-numbers list`"],
  ["accountShortCodes.list", "`account-codes list`"],
  ["phoneNumbers.create", "`numbers add`"],
  ["phoneNumbers.delete", "`numbers remove`"],
  ["shortCodes.create", "`codes add`"],
  ["shortCodes.delete", "`codes remove`"],
  ["destinationAlphaSenders.delete", "`destination-alphas remove`"],
  ["alphaSenders.delete", "`alphas remove`"],
  ["channelSenders.delete", "`delete`"],
  ["alphaSenders.list", "`alphas list`"],
  ["channelSenders.create", "`create`"],
  ["pool.attach", "`pool attach`"],
  ["raise maxServices", "raise --max-services"],
  ["from or messagingServiceSid", "--from or --service"],
  ["body, mediaUrl or contentSid", "--body, --media or --template"],
  ["messagingServiceSid and no from", "--service and no --from"],
  ["got a from", "got --from"],
  ["from is not in the pool", "--from is not in the pool"],
  ["from is on ", "--from is on "],
  [", to on ", ", --to on "],
  ["is the one in from", "is the one in --from"],
  ["a sender on the channel of to,", "a sender on the channel of --to,"],
  [", from starts with", ", --from starts with"],
  [", to starts with", ", --to starts with"],
  ["messagingServiceSid", "--service"],
];

/**
 * What is wrong with the input, in the words of the command line.
 *
 * @param reason what the library says
 * @param flags the options of the verb, by the fields that they fill
 */
export function inCommandsWords(
  reason: string,
  flags: readonly { readonly field: string; readonly name: string }[] = [],
): string {
  // A name of two words is no other; a field of one, such as `to`, is a word of any sentence.
  const ofFlags = flags.filter(({ field }) => /^[a-z]+[A-Z]\w*$/.test(field))
    .map(({ field, name }) => [field, name] as const);
  return [...phrases, ...ofFlags].reduce((text, [from, to]) => text.replaceAll(from, to), reason);
}
