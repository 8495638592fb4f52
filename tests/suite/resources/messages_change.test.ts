import { describe, expect, test } from "vitest";
import {
  cancelMessage,
  createSend,
  deleteMessage,
  messages,
  redactMessage,
  type RetryOptions,
  withMetadata,
  withRetry,
} from "../../../mod.ts";
import { AC, caught, expectError, json, observe } from "../support/support.ts";
import { busy, missing, refused, reset } from "../support/scripted.ts";

// What changes a message, and what is found out where an answer was lost.
const SM = `SM${"a".repeat(32)}`;
const one = { accountSid: AC, sid: SM };
const url = `https://api.twilio.com/2010-04-01/Accounts/${AC}/Messages/${SM}.json`;

describe("the request", () => {
  test.each(
    [
      ["cancel", cancelMessage, "POST", "Status=canceled"],
      ["redact", redactMessage, "POST", "Body="],
      ["delete", deleteMessage, "DELETE", ""],
    ] as const,
  )("to %s", async (_, { request }, method, body) => {
    const built = request(one);
    expect([built.method, built.url, await built.text()]).toEqual([method, url, body]);
    const inIreland = request(one, { region: "ie1" });
    expect(new URL(inIreland.url).host).toBe("api.dublin.ie1.twilio.com");
  });

  test.each<[object, string]>([
    [{ accountSid: AC }, "sid"],
    [{ accountSid: AC, sid: `MG${"a".repeat(32)}` }, "sid"],
    [{ sid: SM }, "accountSid"],
  ])("of %j is refused", async (input, field) => {
    for (const { request } of [cancelMessage, redactMessage, deleteMessage]) {
      expectError(await caught(() => request(input as never)), "TwilioInputError", { field });
    }
  });
});

describe("the methods of a client", () => {
  test("call for its account, or for another", async () => {
    const { fetch, requests } = observe(({ method }) =>
      method === "DELETE" ? new Response(null, { status: 204 }) : json(200, { sid: SM, body: "" })
    );
    const other = `AC${"b".repeat(32)}`;
    const mine = messages(createSend({ auth: null, fetch }), { accountSid: AC });
    await mine.cancel({ sid: SM });
    await mine.redact({ sid: SM, accountSid: other });
    expect(await mine.delete({ sid: SM })).toBe(undefined);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${url}`,
      `POST ${url.replace(AC, other)}`,
      `DELETE ${url}`,
    ]);
  });
});

type Answer = () => Response | Promise<Response>;
const message = (status: string, body = "Hello!"): Answer => () =>
  json(200, { sid: SM, status, body });
const canceled = message("canceled");
const scheduled = message("scheduled");
const notScheduled = refused(409, 30409) as Answer;

/** Sends through these answers, one for each request. */
function through(answers: readonly Answer[], options: RetryOptions = {}) {
  const { fetch, requests } = observe((_, index) => answers[index]!());
  const send = withRetry(createSend({ auth: null, fetch }), { random: () => 0, ...options });
  return { send, methods: () => requests.map(({ method }) => method).join(" ") };
}
const lost = busy as Answer;

describe("where an answer was lost", () => {
  test.each<[string, Answer[], string]>([
    ["it was canceled", [lost, canceled], "POST GET"],
    ["it was not, and is canceled now", [lost, scheduled, canceled], "POST GET POST"],
    ["the asking fails once too", [lost, lost, canceled], "POST GET GET"],
    [
      "it was canceled after the asking",
      [reset as unknown as Answer, scheduled, notScheduled, canceled],
      "POST GET POST GET",
    ],
  ])("a message is canceled: %s", async (_, answers, methods) => {
    const trial = through(answers);
    expect((await trial.send(cancelMessage, one)).status).toBe("canceled");
    expect(trial.methods()).toBe(methods);
  });

  test("a message that was sent meanwhile is not canceled, and that is said", async () => {
    const trial = through([lost, scheduled, notScheduled, message("delivered")]);
    const error = await caught(() => trial.send(cancelMessage, one));
    expectError(error, "TwilioApiError", { code: 30409, status: 409 });
    expect(trial.methods()).toBe("POST GET POST GET");
  });

  test("without a lost answer, a refusal to cancel stands, and nothing is asked", async () => {
    const trial = through([notScheduled]);
    expectError(await caught(() => trial.send(cancelMessage, one)), "TwilioApiError", {
      code: 30409,
    });
    expect(trial.methods()).toBe("POST");
  });

  test.each<[string, Answer[], string]>([
    ["it was", [lost, message("delivered", "")], "POST GET"],
    [
      "it was not, and is now",
      [lost, message("delivered"), message("delivered", "")],
      "POST GET POST",
    ],
  ])("a text is taken out: %s", async (_, answers, methods) => {
    const trial = through(answers);
    expect((await trial.send(redactMessage, one)).body).toBe("");
    expect(trial.methods()).toBe(methods);
  });

  test("a message that is gone cannot be changed, and that is said", async () => {
    for (const operation of [cancelMessage, redactMessage]) {
      const trial = through([lost, missing as Answer, missing as Answer, missing as Answer]);
      const error = await caught(() => trial.send(operation, one));
      expectError(error, "TwilioApiError", { code: 20404 });
    }
  });

  test("a message is deleted: a second time it is not there", async () => {
    const trial = through([lost, missing as Answer]);
    expect(await trial.send(deleteMessage, one)).toBe(undefined);
    expect(trial.methods()).toBe("DELETE DELETE");
  });

  test("what is found is told beside", async () => {
    const trial = through([lost, canceled]);
    const { value, metadata } = await trial.send(withMetadata(cancelMessage), one);
    expect(value.status).toBe("canceled");
    expect(metadata).toMatchObject({ recognised: true, attempt: 1, status: 200 });
  });
});
