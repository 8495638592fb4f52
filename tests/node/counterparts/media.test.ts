/** The media of a message and the feedback on it: by the official SDK, judged by the official document. */
import { expect, test } from "vitest";
import { createSandbox } from "../../../lib/sandbox/mod.ts";
import { accountSid, apiDocument, authToken, checkAnswer, serve } from "../support.ts";
import { sdkAt } from "./sdk.ts";

const paths = "/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}";

test("are listed, fetched and created", async () => {
  const { fetch } = createSandbox({
    accounts: [{ accountSid, authToken, phoneNumbers: ["+12025550100"] }],
  });
  const judged: string[] = [];
  const violations: string[] = [];
  const { url, close } = await serve(async (request) => {
    const response = await fetch(request);
    const [, rest] = /\/Messages\/\w+\/(.*)\.json/.exec(request.url) ?? [];
    if (rest === undefined) return response;
    const path = `${paths}/${rest.replace(/ME\w+/, "{Sid}")}.json`;
    const operation = apiDocument.paths[path]![request.method.toLowerCase()]!;
    const wrong = await checkAnswer(operation, response.clone());
    // The document says URLs where Twilio, and its own examples, have paths.
    violations.push(...wrong.filter((violation) => !/uri must match format/.test(violation)));
    judged.push(operation.operationId!);
    return response;
  });
  try {
    const client = sdkAt(url);
    const { sid } = await client.messages.create({
      from: "+12025550100",
      to: "+14155550199",
      mediaUrl: ["https://example.com/a.png", "https://example.com/b.jpg"],
    });
    const media = await client.messages(sid).media.list({ pageSize: 1 });
    expect(media.map(({ contentType }) => contentType)).toEqual(["image/png", "image/jpeg"]);
    const fetched = await client.messages(sid).media(media[1]!.sid).fetch();
    expect(fetched.parentSid).toBe(sid);
    const feedback = await client.messages(sid).feedback.create({ outcome: "unconfirmed" });
    expect([feedback.outcome, feedback.messageSid]).toEqual(["unconfirmed", sid]);
    expect(new Set(judged)).toEqual(new Set(["ListMedia", "FetchMedia", "CreateMessageFeedback"]));
    expect(violations).toEqual([]);
  } finally {
    close();
  }
});
