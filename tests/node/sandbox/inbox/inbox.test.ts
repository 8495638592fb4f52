/**
 * The inbox in a real Chromium, by what a person does: sees what a program sends, opens it, answers in
 * the customer's place, breaks something and sees why. `PICTURES=docs vitest run … inbox` makes the
 * pictures of README.
 */
import axe from "axe-core";
import { join } from "node:path";
import process from "node:process";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClient, messages, services } from "../../../../mod.ts";
import { ensureChromium, flags } from "../../../runtimes/browser.ts";
import { customer, MG, sender, type StartedInbox, startInbox } from "./start.ts";

const TIMEOUT = 60_000;
let browser: Browser;
let inbox: StartedInbox;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: ensureChromium(), args: flags });
  inbox = await startInbox();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  inbox?.close();
});

function program() {
  const { accountSid, authToken } = inbox.sandbox.credentials;
  const target = { baseUrl: inbox.url };
  return createClient({ accountSid, authToken, target, extend: { messages, services } });
}

async function open(hash = "", options: Parameters<Browser["newPage"]>[0] = {}): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.setDefaultTimeout(30_000);
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  problemsOf.set(page, problems);
  await page.goto(`${inbox.url}/_sandbox/${hash}`);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  return page;
}

const problemsOf = new WeakMap<Page, string[]>();

async function close(page: Page): Promise<void> {
  expect(problemsOf.get(page)).toEqual([]);
  await page.close();
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env["PICTURES"];
  if (folder) await page.screenshot({ path: join(folder, `inbox-${name}.png`) });
}

/** What an accessibility check finds. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source); // not as a script, which the page's policy forbids
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  });
  return found;
}

test(
  "what a program sends appears by itself, and opens to its course and its reasons",
  async () => {
    const page = await open();
    await page.getByText("Nothing yet.").waitFor();
    const { sid } = await program().messages.create({
      messagingServiceSid: MG,
      to: customer,
      body: "Your table is ready.",
      statusCallback: `${inbox.receiver}/status`,
    });
    await page.getByRole("link", { name: /is ready/ }).waitFor();
    await inbox.sandbox.deliver();
    await page.getByRole("link", { name: /is ready/ }).click();
    const bubble = page.locator(".messages li", { hasText: "delivered" });
    await bubble.getByRole("link").first().click();
    const details = page.getByRole("region", { name: "Message" });
    await details.locator("code", { hasText: sid! }).first().waitFor();
    const course = await details.locator("ol li .status").allInnerTexts();
    expect(course).toEqual(["accepted", "queued", "sent", "delivered"]);
    await details.getByText(`Taken: ${sender}`).waitFor();
    await details.locator("summary", { hasText: "delivered" }).click();
    await details.getByText("X-Twilio-Signature").last().waitFor();
    await picture(page, "message");
    await close(page);
  },
  TIMEOUT,
);

test("a customer's answer arrives at the webhook, and the webhook's at the customer", async () => {
  const query = new URLSearchParams({ customer, sender });
  const page = await open(`#/conversations?${query}`);
  await page.getByLabel(`Answer as ${customer}`).fill("Thank you!");
  await page.keyboard.press("Enter");
  await page.getByText("Thank you!").first().waitFor();
  await page.getByText("You wrote: Thank you!").first().waitFor();
  expect(inbox.heard.at(-1)).toMatchObject({ Body: "Thank you!", From: customer, To: sender });
  await expect.poll(() => page.getByLabel(`Answer as ${customer}`).inputValue()).toBe("");
  await close(page);
}, TIMEOUT);

test("a fault is switched on, seen in the exchanges, and switched off", async () => {
  const page = await open("#/faults");
  await page.getByRole("button", { name: "Every request fails with 503" }).click();
  await page.getByText('"status": 503').waitFor();
  const failed = await program().services.list({}).toArray().catch(({ status }) => status);
  expect(failed).toBe(503);
  await page.getByRole("link", { name: "Exchanges" }).click();
  await page.getByRole("searchbox").fill("listServices");
  const exchange = page.locator("details", { hasText: "/v1/Services" }).first();
  await exchange.getByText("fault").waitFor();
  await exchange.locator("summary").click();
  await exchange.getByText("Basic [masked]").waitFor();
  await page.getByRole("link", { name: "Faults" }).click();
  await page.getByRole("button", { name: "Switch off" }).click();
  await page.getByText("Nothing goes wrong.").waitFor();
  await page.getByLabel(/rule of your own/).fill("{ nonsense");
  await page.getByRole("button", { name: "Switch on" }).click();
  await expect.poll(() => page.locator("output").innerText()).not.toBe("");
  await close(page);
}, TIMEOUT);

test("the pool is shown by service, and a reset empties the page", async () => {
  const page = await open("#/pool");
  await page.getByRole("cell", { name: sender }).waitFor();
  await page.getByRole("link", { name: "Conversations" }).click();
  await page.getByRole("link", { name: /Thank you|You wrote/ }).first().waitFor();
  inbox.sandbox.reset();
  await page.getByText("Nothing yet.").waitFor();
  await close(page);
}, TIMEOUT);

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test("no view has anything that an accessibility check finds", async () => {
    const { sid } = await program().messages.create({ from: sender, to: customer, body: "Hello" });
    await inbox.sandbox.deliver(); // it fails, as no customer wrote
    const query = new URLSearchParams({ customer, sender, message: sid! });
    for (const hash of ["", `#/conversations?${query}`, "#/pool", "#/exchanges", "#/faults"]) {
      const page = await open(hash, { colorScheme });
      for (const summary of await page.locator("summary").all()) await summary.click();
      expect([hash, await violations(page)]).toEqual([hash, []]);
      if (hash.includes("message") && colorScheme === "dark") await picture(page, "dark");
      await close(page);
    }
  }, TIMEOUT);
});

test("by keyboard alone: from the start to an answer", async () => {
  await program().messages.create({ from: sender, to: customer, body: "Hello" });
  const page = await open();
  const isOn = (name: RegExp) =>
    page.evaluate(() => {
      const { tagName, textContent } = document.activeElement!;
      return tagName === "A" ? textContent ?? "" : "";
    }).then((text) => name.test(text));
  await page.getByRole("link", { name: /Hello/ }).first().waitFor();
  for (let i = 0; i < 15 && !await isOn(/Hello/); i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByLabel(`Answer as ${customer}`).waitFor();
  const typed = () => page.evaluate(() => document.activeElement?.getAttribute("name"));
  for (let i = 0; i < 40 && await typed() !== "body"; i++) await page.keyboard.press("Tab");
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Enter");
  await page.getByText("You wrote: By keyboard").first().waitFor();
  await close(page);
}, TIMEOUT);

test("50,000 messages: what the page holds does not grow with them", async () => {
  inbox.fill(50_000);
  const page = await open();
  await page.getByText("Conversations 10000").waitFor();
  const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
  expect(await nodes()).toBeLessThan(2_000);
  await page.getByRole("link", { name: "Earlier", exact: true }).click();
  await page.getByText("101 to 200 of 10000").waitFor();
  expect(await nodes()).toBeLessThan(2_000);
  await page.getByRole("searchbox").fill("number 49999");
  await page.getByText("Conversations 1", { exact: true }).waitFor();
  await close(page);
}, TIMEOUT);

test("where events do not come through, the page asks again and again", async () => {
  const page = await browser.newPage();
  await page.route("**/_sandbox/events", (route) => route.fulfill({ status: 502 }));
  await page.goto(`${inbox.url}/_sandbox/`);
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  await program().messages.create({ from: sender, to: "whatsapp:+14155550101", body: "Polled" });
  await page.getByRole("link", { name: /Polled/ }).waitFor();
  await page.close();
}, TIMEOUT);

test("a web page of another origin can do nothing, and see nothing", async () => {
  const before = JSON.stringify(inbox.sandbox.state());
  const page = await browser.newPage();
  await page.goto(`${inbox.receiver}/page`);
  const results = await page.evaluate(async (url) => {
    const tries: [string, RequestInit][] = [
      ["reset", { method: "POST" }],
      ["reset", { method: "POST", mode: "no-cors" }],
      ["faults", { method: "POST", mode: "no-cors", body: '{"status":503}' }],
      ["inbound", { method: "POST", mode: "no-cors", body: "{}" }],
      ["state", { method: "GET" }],
      ["state", { method: "PUT", body: "{}", headers: { "content-type": "application/json" } }],
    ];
    const seen = [];
    for (const [path, init] of tries) {
      const answer = await fetch(`${url}/_sandbox/${path}`, init).catch(() => null);
      seen.push(answer === null ? null : [answer.type, await answer.text()]);
    }
    const frame = document.createElement("iframe");
    frame.src = `${url}/_sandbox/`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener("load", resolve));
    return { seen, framed: frame.contentDocument?.body.textContent ?? null };
  }, inbox.url);
  expect(results.seen.every((one) => one === null || (one[0] === "opaque" && one[1] === "")))
    .toBe(true);
  expect(results.framed).toBe(null);
  expect(JSON.stringify(inbox.sandbox.state())).toBe(before);
  expect(await program().services.list({}).toArray()).not.toEqual([]);
  await page.close();
}, TIMEOUT);
