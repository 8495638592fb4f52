import { checkInput } from "../../wire/input.ts";
import type { SandboxSeed } from "../resources/seed.ts";
import type { SandboxUnknowns } from "../unknowns.ts";
import type { Driven } from "./driven.ts";
import type { ControlRoute } from "./route.ts";
import { seed, shape } from "./schemas.ts";
import { objectOf } from "./values.ts";

/** What a sandbox has in it, and what it does where Twilio's behaviour is unknown. */
export function stateRoutes({ sandbox, inside }: Driven): ControlRoute[] {
  return [
    {
      method: "POST",
      path: "reset",
      id: "reset",
      summary: "Start again with the seed, or empty: with its accounts and nothing in them.",
      body: shape({ empty: { type: "boolean" } }, ["empty"]),
      answer: [204, null],
      handle({ body }) {
        const { empty = false } = objectOf(body);
        checkInput(typeof empty === "boolean", "empty", "true or false");
        sandbox.reset();
        if (empty) sandbox.reset(emptied(sandbox.state()));
      },
    },
    {
      method: "GET",
      path: "state",
      id: "getState",
      summary: "All that the sandbox knows, as a seed. Credentials are in it.",
      answer: [200, seed],
      handle: () => sandbox.state(),
    },
    {
      method: "PUT",
      path: "state",
      id: "putState",
      summary: "Put a seed in the place of all that is there.",
      body: seed,
      answer: [204, null],
      handle: ({ body }) => sandbox.reset(seedOf(body)),
    },
    {
      method: "PATCH",
      path: "state",
      id: "patchState",
      summary: "Put a seed into what is there: what has a SID is added, or takes its place.",
      body: seed,
      answer: [204, null],
      handle: ({ body }) => sandbox.add(seedOf(body)),
    },
    {
      method: "GET",
      path: "unknowns",
      id: "getUnknowns",
      summary: "What the sandbox does where Twilio's behaviour is unknown.",
      answer: [200, { type: "object" }],
      handle: () => ({ ...inside.unknowns }),
    },
    {
      method: "PATCH",
      path: "unknowns",
      id: "patchUnknowns",
      summary: "Decide otherwise of some of the unknowns.",
      body: { type: "object" },
      answer: [200, { type: "object" }],
      handle({ body }) {
        sandbox.decide(objectOf(body) as SandboxUnknowns);
        return { ...inside.unknowns };
      },
    },
  ];
}

function seedOf(body: unknown): SandboxSeed {
  const seed = objectOf(body);
  checkInput(Array.isArray(seed["accounts"]), "accounts", "an array");
  return seed as unknown as SandboxSeed;
}

/** The same accounts, and nothing in them but who may sign in. */
function emptied({ accounts }: SandboxSeed): SandboxSeed {
  return {
    accounts: accounts.map((
      { accountSid, authToken, parentSid, apiKeys, publicKeys, requiresSignature, oauthApps },
    ) => ({
      accountSid,
      authToken,
      parentSid,
      apiKeys,
      publicKeys,
      requiresSignature,
      oauthApps,
    })),
  };
}
