/**
 * Twilio's own SDK for Node, unmodified, which calls another host than any of Twilio's.
 *
 * It has no option for the host. Twilio's guide to mocks gives it an HTTP client of one's own, and
 * `SandboxClient` is all that this takes: whatever URL it is told to follow, it stays away from
 * Twilio.
 *
 * @see https://www.twilio.com/docs/openapi/mock-api-generation-with-twilio-openapi-spec
 */
import twilio from "twilio";
import type RequestClient from "twilio/lib/base/RequestClient.js";
import { accountSid, authToken } from "../support.ts";

/** The SDK's own HTTP client, with another host than any of Twilio's. */
export class SandboxClient extends twilio.RequestClient {
  readonly url: string;

  constructor(url: string, options?: RequestClient.RequestClientOptions) {
    super(options);
    this.url = url;
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const uri = options.uri.replace(/^https:\/\/[\w.]+\.twilio\.com/, this.url);
    return super.request({ ...options, uri });
  }
}

/** Whose credentials a client has; the account is told where they are those of a key. */
export interface Who {
  readonly user?: string;
  readonly password?: string;
  readonly accountSid?: string;
}

/** The SDK at a host; by default with the credentials of the account of the other tests. */
export function sdkAt(
  url: string,
  { user = accountSid, password = authToken, ...opts }: Who = {},
  options?: RequestClient.RequestClientOptions,
): twilio.Twilio {
  return twilio(user, password, { ...opts, httpClient: new SandboxClient(url, options) });
}

/**
 * The SDK with the credentials of an OAuth app. What gets its tokens makes an HTTP client of its own,
 * which knows oauth.twilio.com alone; but the builder takes another, and this is it again, with ours.
 */
export function sdkWithApp(url: string, clientId: string, clientSecret: string): twilio.Twilio {
  const httpClient = new SandboxClient(url);
  const asker = twilio(accountSid, "none", { httpClient });
  asker.setCredentialProvider(new twilio.NoAuthCredentialProvider());
  const fetchToken = async () => {
    const params = { grantType: "client_credentials", clientId, clientSecret };
    return (await asker.oauth.v2.token.create(params)).accessToken;
  };
  const provider = new twilio.ClientCredentialProviderBuilder()
    .setClientId(clientId)
    .setClientSecret(clientSecret)
    .setTokenManager({ fetchToken })
    .build();
  const client = twilio(accountSid, "none", { httpClient });
  client.setCredentialProvider(provider);
  return client;
}
