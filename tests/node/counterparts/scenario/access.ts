import twilio from "twilio";
import { expect } from "vitest";
import type { Who } from "../sdk.ts";
import {
  accountSid,
  apiKey,
  apiSecret,
  authToken,
  emptyMG,
  MG,
  sidOf,
  spare,
} from "../../support.ts";
import {
  app,
  type Chapter,
  listingApp,
  mayAttach,
  mayList,
  mayRead,
  type Refusal,
  refused,
  sendersOf,
  sids,
  smallMG,
  subaccount,
  type World,
} from "./world.ts";

// Recorded, with this sentence whatever was wrong.
const unauthorized: Refusal = [401, 20003, "Authentication Error - No credentials provided"];
const forbidden: Refusal = [403, 70051, /authorization failed/i];

const keyOf = ({ apiKey, apiSecret }: { apiKey: string; apiSecret: string }): Who => {
  return { user: apiKey, password: apiSecret, accountSid };
};

/** What a caller gets of the four operations: `true`, or the code of a refusal. */
async function tries(world: World, who: Who): Promise<Record<string, unknown>> {
  const code = (call: Promise<unknown>) => call.then(() => true, ({ code }) => code);
  const channelSenders = sendersOf(world, emptyMG, who);
  return {
    create: await code(channelSenders.create({ sid: spare })),
    read: await code(sendersOf(world, MG, who).get(sidOf(0)).fetch()),
    list: await code(channelSenders.list()),
    delete: await code(sendersOf(world, smallMG, who).get(`XE${"9".repeat(31)}3`).remove()),
  };
}

/** Who may call, and what they may. */
export const access: Chapter = {
  title: "who calls",
  steps: {
    "wrong credentials, of whatever kind": async (world) => {
      const strangers: Who[] = [
        { password: "wrong" },
        { password: authToken.toUpperCase() },
        { user: `AC${"d".repeat(32)}` },
        { user: apiKey, password: "wrong", accountSid },
        { user: `SK${"f".repeat(32)}`, password: apiSecret, accountSid },
        { user: subaccount.accountSid },
        { password: `${authToken}:` },
        { password: "pässwörd" },
      ];
      for (const who of strangers) {
        const client = world.sdk(who);
        const { channelSenders } = client.messaging.v1.services(MG);
        await refused(channelSenders.get(sidOf(0)).fetch(), unauthorized);
        // What the exception leaves out is in the body: recorded too.
        expect(client.httpClient.lastResponse!.body).toEqual({
          code: 20003,
          detail: "Your AccountSid or AuthToken was incorrect.",
          message: unauthorized[2],
          more_info: "https://www.twilio.com/docs/errors/20003",
          status: 401,
        });
        await refused(channelSenders.list(), unauthorized);
        await refused(channelSenders.create({ sid: spare }), unauthorized);
        await refused(channelSenders.get(sidOf(0)).remove(), unauthorized);
      }
    },

    "an API key, which may everything": async (world) => {
      const channelSenders = sendersOf(world, emptyMG, {
        user: apiKey,
        password: apiSecret,
        accountSid,
      });
      expect((await channelSenders.create({ sid: spare })).accountSid).toBe(accountSid);
      expect(sids(await channelSenders.list())).toEqual([spare]);
      expect(await channelSenders.get(spare).remove()).toBe(true);
    },

    "restricted keys, which may what they may": async (world) => {
      expect(await tries(world, keyOf(mayList)))
        .toEqual({ create: 70051, read: 70051, list: true, delete: 70051 });
      expect(await tries(world, keyOf(mayRead)))
        .toEqual({ create: 70051, read: true, list: 70051, delete: true });
      expect(await tries(world, keyOf(mayAttach)))
        .toEqual({ create: true, read: 70051, list: 70051, delete: 70051 });
      await refused(sendersOf(world, MG, keyOf(mayList)).create({ sid: spare }), forbidden);
      await refused(sendersOf(world, MG, keyOf(mayAttach)).get(sidOf(0)).fetch(), forbidden);
      await sendersOf(world, emptyMG).get(spare).remove();
      await sendersOf(world, smallMG).create({ sid: `XE${"9".repeat(31)}3` });
    },

    "an OAuth app, by the SDK's provider of client credentials": async (world) => {
      const client = world.sdkOf(app);
      const channelSenders = client.messaging.v1.services(emptyMG).channelSenders;
      expect((await channelSenders.create({ sid: spare })).accountSid).toBe(accountSid);
      expect((await channelSenders.get(spare).fetch()).sid).toBe(spare);
      expect(sids(await channelSenders.list())).toEqual([spare]);
      expect(await channelSenders.get(spare).remove()).toBe(true);
      const issued = world.sandbox.exchanges({ operation: "createOauth2Token" });
      const bearers = world.sandbox.exchanges(({ requestHeaders }) =>
        requestHeaders["authorization"] === "Bearer [masked]"
      );
      expect([issued.length, bearers.length]).toEqual([4, 4]); // the SDK forgets each
      // Without the permission the app is told no, as a key is.
      const listing = world.sdkOf(listingApp).messaging.v1.services(MG).channelSenders;
      expect(sids(await listing.list({ limit: 3 }))).toEqual([0, 1, 2].map(sidOf));
      await refused(listing.get(sidOf(0)).fetch(), forbidden);
    },

    "a token, as it is documented": async ({ sdk }) => {
      const client = sdk();
      client.setCredentialProvider(new twilio.NoAuthCredentialProvider());
      const { clientId, clientSecret } = app;
      const token = await client.oauth.v2.token
        .create({ grantType: "client_credentials", clientId, clientSecret });
      expect(token.toJSON()).toEqual({
        accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        idToken: null,
        tokenType: "Bearer",
        expiresIn: 3600,
        refreshToken: null,
      });
      // It is documented that there are refusals with 400; which ones is inferred.
      const { token: tokens } = client.oauth.v2;
      const grant = { grantType: "client_credentials", clientId, clientSecret };
      await refused(tokens.create({ ...grant, clientSecret: "x" }), [400, 20001, /client_secret/]);
      await refused(tokens.create({ ...grant, clientId: "x" }), [400, 20001, /client_id/]);
      await refused(tokens.create({ ...grant, grantType: "password" }), [400, 20001, /grant_type/]);
    },

    "an OAuth app without the right secret, and a token that is none": async ({ sdk, sdkOf }) => {
      const wrong = sdkOf({ ...app, clientSecret: "wrong" });
      await expect(wrong.messaging.v1.services(MG).channelSenders.list()).rejects
        .toThrow(/Failed to fetch access token: .*client_secret/);
      const client = sdk();
      const provider = new twilio.ClientCredentialProviderBuilder()
        .setTokenManager({ fetchToken: () => Promise.resolve("not.a.token") }).build();
      client.setCredentialProvider(provider);
      await refused(client.messaging.v1.services(MG).channelSenders.list(), unauthorized);
    },

    "a subaccount, by its own credentials alone": async (world) => {
      const who: Who = { user: subaccount.accountSid, password: subaccount.authToken };
      const channelSenders = sendersOf(world, subaccount.MG, who);
      const [sender] = await channelSenders.list();
      expect(sender).toMatchObject({
        accountSid: subaccount.accountSid,
        sender: subaccount.sender.sender,
      });
      // A product's host knows the account by the credentials alone.
      const gone = (service: string): Refusal => [
        404,
        20404,
        `The requested resource /Services/${service}/ChannelSenders was not found`,
      ];
      await refused(sendersOf(world, subaccount.MG).list(), gone(subaccount.MG));
      await refused(sendersOf(world, MG, who).list(), gone(MG));
      // Nor do the main account's credentials become the subaccount's by naming it.
      const named = sendersOf(world, subaccount.MG, { accountSid: subaccount.accountSid });
      await refused(named.list(), gone(subaccount.MG));
    },
  },
};
