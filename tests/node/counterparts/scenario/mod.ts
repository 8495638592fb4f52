/**
 * A long scenario for the official SDK: what it does to a sandbox, and what it must get. It is told
 * twice: to the sandbox itself, and through Prism, which holds it against the official document.
 *
 * What is expected of refusals is written here as Twilio's documents and recordings have it, and taken
 * from nothing of the sandbox.
 */
import { createSandbox, type Sandbox } from "../../../../lib/sandbox/mod.ts";
import { sdkAt, sdkWithApp } from "../sdk.ts";
import { serve } from "../../support.ts";
import { accountSenders, refusedAccountSenders } from "./account_senders.ts";
import { access } from "./access.ts";
import { messageHistory } from "./message_history.ts";
import { messages } from "./messages.ts";
import { pool, refusedPool } from "./pool.ts";
import { chosenOtherwise, refusedSenders } from "./refusals.ts";
import { channelSenders } from "./senders.ts";
import { trouble } from "./trouble.ts";
import { accounts, type Chapter, type World } from "./world.ts";

export const chapters: readonly Chapter[] = [
  channelSenders,
  refusedSenders,
  chosenOtherwise,
  pool,
  refusedPool,
  accountSenders,
  refusedAccountSenders,
  access,
  trouble,
  messages,
  messageHistory,
];

/** What a chapter takes place in, and its end. */
export interface Stage extends World {
  readonly close: () => Promise<void> | void;
}

/** Serves the sandbox of a chapter on the loopback interface. */
export function open({ options }: Chapter, between?: Between): Promise<Stage> {
  const common = { accounts: accounts(), publicUrl: "twilio", customerWrote: true } as const;
  const sandbox = createSandbox({ ...common, ...options });
  return stageOf(sandbox, between);
}

/** Puts something between the SDK and the sandbox at a URL, and says where the SDK then goes. */
export type Between = (url: string) => Promise<{ url: string; close: () => unknown }>;

/** Serves a sandbox on the loopback interface. */
export async function stageOf(sandbox: Sandbox, between?: Between): Promise<Stage> {
  const served = await serve(sandbox.fetch);
  const through = await between?.(served.url);
  const { url } = through ?? served;
  return {
    sandbox,
    sdk: (who, options) => sdkAt(url, who, options),
    sdkOf: ({ clientId, clientSecret }) => sdkWithApp(url, clientId, clientSecret),
    close: async () => {
      await through?.close();
      served.close();
    },
  };
}
