/** An answer before it is put into a response: plain data. */
export interface Answer {
  readonly status: number;
  /** Becomes JSON, its members in this order; no body where it is left out. */
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What every answer says of the request that it answers. */
export interface Circumstances {
  /** Twilio's id of the request. */
  readonly id: string;
  /** How long it took, in milliseconds. */
  readonly duration: number;
  /** How many requests of the account were under way, this one included. */
  readonly concurrent: number;
}

// Recorded at api.twilio.com from 2020 to 2023, alike for success and refusal; no recording of
// messaging.twilio.com is known. The official OpenAPI documents declare the CORS headers and, for
// newer resources of this host, T-Request-Id. Left out is Strict-Transport-Security: a browser would
// apply it to every port of the host that a sandbox is served on, such as localhost.
const common = {
  "X-API-Domain": "messaging.twilio.com",
  "X-Home-Region": "us1",
  "X-Powered-By": "AT-5000",
  "X-Shenanigans": "none",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers":
    "Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, " +
    "If-Unmodified-Since, Idempotency-Key",
  "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
  "Access-Control-Expose-Headers": "ETag",
  "Access-Control-Allow-Credentials": "true",
};

/** Puts an answer into a response. A HEAD request gets no body. */
export function toResponse(method: string, answer: Answer, circumstances: Circumstances): Response {
  const { status, body, headers } = answer;
  const { id, duration, concurrent } = circumstances;
  return new Response(body && method !== "HEAD" ? JSON.stringify(body) : null, {
    status,
    headers: {
      ...body && { "Content-Type": "application/json" },
      "Twilio-Concurrent-Requests": `${concurrent}`,
      "Twilio-Request-Id": id,
      "T-Request-Id": id,
      "Twilio-Request-Duration": (duration / 1000).toFixed(3),
      ...common,
      ...headers,
    },
  });
}

/**
 * A refusal in Twilio's legacy form, in the order of members that recordings have.
 *
 * @see https://www.twilio.com/docs/usage/twilios-response
 */
function refusal(
  status: number,
  code: number,
  message: string,
  { detail, headers = {} }: { detail?: string; headers?: Record<string, string> } = {},
): Answer {
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  const body = { code, ...detail && { detail }, message, more_info, status };
  return { status, body, headers };
}

/** A required field is missing. Recorded at messaging.twilio.com/v1: twilio-go, issue 112. */
export const missing = (field: string): Answer =>
  refusal(400, 20001, `Missing required parameter ${field} in the post body`);

/** A field or query parameter is malformed. Inferred; twilio-java's tests have it of PageSize. */
export const invalid = (field: string): Answer => refusal(400, 20001, `Invalid ${field}.`);

/** The status is inferred, the name is that of the error dictionary. */
export const pageTooLarge = (): Answer => refusal(400, 20007, "Page size too large");

/** The status is inferred, the name is that of the error dictionary. */
export const invalidToken = (): Answer => refusal(400, 21481, "Invalid PageToken");

/**
 * The credentials are missing or wrong. The body is recorded, at messaging.twilio.com too, with this
 * sentence for either; the header is that of api.twilio.com.
 */
export const unauthorized = (): Answer =>
  refusal(401, 20003, "Authentication Error - No credentials provided", {
    detail: "Your AccountSid or AuthToken was incorrect.",
    headers: { "WWW-Authenticate": 'Basic realm="Twilio API"' },
  });

/** Nothing is there. Recorded at messaging.twilio.com: v1 leaves its version out, v2 does not. */
export const notFound = (path: string): Answer =>
  refusal(404, 20404, `The requested resource ${path.replace(/^\/v1(?=\/)/, "")} was not found`);

/** The method does not exist for the resource. The status and the name are documented. */
export const notAllowed = (allowed: readonly string[]): Answer =>
  refusal(405, 20004, "Method not allowed", { headers: { Allow: allowed.join(", ") } });

/** In this service already. Recorded for the service's phone numbers. */
export const alreadyHere = (): Answer =>
  refusal(409, 21710, "Phone Number or Short Code is already in the Messaging Service.");

/** In another service of the account. Recorded for the service's phone numbers. */
export const elsewhere = (): Answer =>
  refusal(
    409,
    21712,
    "Phone Number or Short Code is associated with another Messaging Service.",
  );

/** The body is too large. Inferred from the code's name in the error dictionary. */
export const tooLarge = (): Answer => refusal(413, 20413, "Request entity too large");

/** Something broke in here. Recorded at messaging.twilio.com. */
export const fault = (): Answer => refusal(500, 20500, "An internal server error has occurred");
