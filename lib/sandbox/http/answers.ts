/** An answer before it is put into a response: plain data. */
export interface Answer {
  readonly status: number;
  /** Becomes JSON, its members in this order; text goes as it is; no body where it is left out. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** It is from something in between, and has nothing of Twilio's headers. */
  readonly foreign?: boolean;
}

/**
 * A refusal in Twilio's legacy form, in the order of members that recordings have.
 *
 * @see https://www.twilio.com/docs/usage/twilios-response
 */
export function refusal(
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

/** The name is that of the error dictionary; the status is inferred. */
export const pageTooLarge = (): Answer => refusal(400, 20007, "Page size too large");

/** The name is that of the error dictionary; the status is inferred. */
export const invalidToken = (): Answer => refusal(400, 21481, "Invalid PageToken");

/** Documented for phone numbers, by their SID too; the status is inferred. */
export const invalidNumber = (): Answer => refusal(400, 21421, "Phone Number is invalid");

/**
 * The credentials are missing or wrong. The body is recorded, at messaging.twilio.com too, with this
 * sentence for either; the header is that of api.twilio.com.
 */
export const unauthorized = (): Answer =>
  refusal(401, 20003, "Authentication Error - No credentials provided", {
    detail: "Your AccountSid or AuthToken was incorrect.",
    headers: { "WWW-Authenticate": 'Basic realm="Twilio API"' },
  });

/**
 * A restricted key lacks the permission. Code and name are documented; the status is unknown.
 *
 * @see https://www.twilio.com/docs/api/errors/70051
 */
export const forbidden = (status: number): Answer => refusal(status, 70051, "Authorization Failed");

/** Nothing is there. Recorded at messaging.twilio.com: v1 leaves its version out, v2 does not. */
export const notFound = (path: string): Answer =>
  refusal(404, 20404, `The requested resource ${path.replace(/^\/v1(?=\/)/, "")} was not found`);

/** Not in the service. The code's name is that of the error dictionary; the status is inferred. */
export const notInService = (): Answer =>
  refusal(
    404,
    21711,
    "Phone Number or Short Code is not associated to the specified Messaging Service.",
  );

/** The method does not exist for the resource. The status and the name are documented. */
export const notAllowed = (allowed: readonly string[]): Answer =>
  refusal(405, 20004, "Method not allowed", { headers: { Allow: allowed.join(", ") } });

/** In this service already. Recorded for the service's phone numbers. */
export const alreadyHere = (): Answer =>
  refusal(409, 21710, "Phone Number or Short Code is already in the Messaging Service.");

/** In another service of the account. Recorded for the service's phone numbers. */
export const inOtherService = (): Answer =>
  refusal(
    409,
    21712,
    "Phone Number or Short Code is associated with another Messaging Service.",
  );

/** The service takes no more. Recorded in 2022 for the service's phone numbers, with status 412. */
export const poolFull = (status: number): Answer =>
  refusal(status, 21714, "Number Pool size limit reached.");

/** Neither SMS nor MMS. The code is documented; its status and the wording are inferred. */
export const noCapability = (): Answer =>
  refusal(400, 21715, "Phone Number or Short Code has neither SMS nor MMS capability.");

/** No name. The code is documented; its status and the wording are inferred. */
export const missingAlphaSender = (): Answer => refusal(400, 21708, "Alpha Sender ID is required.");

/** A name that is none. The code is documented; its status and the wording are inferred. */
export const invalidAlphaSender = (): Answer =>
  refusal(400, 21709, "Alpha Sender ID is invalid, or not permitted for the account.");

/** The code is documented; its status and the wording are inferred. */
export const invalidName = (): Answer =>
  refusal(400, 20002, "FriendlyName must be between 1 and 64 characters");

/** The code is that of the error dictionary; its status and the wording are inferred. */
export const invalidUsecase = (): Answer => refusal(400, 21713, "Usecase is invalid.");

/** The body is too large. Inferred from the code's name in the error dictionary. */
export const tooLarge = (): Answer => refusal(413, 20413, "Request entity too large");

/**
 * Too many at once, or too often; never processed. Status and code are documented, whether there is
 * a `Retry-After` is unknown.
 *
 * @see https://www.twilio.com/docs/api/errors/20429
 */
export const tooMany = (retryAfter?: string): Answer =>
  refusal(429, 20429, "Too Many Requests", {
    headers: retryAfter === undefined ? {} : { "Retry-After": retryAfter },
  });

/** Something broke in here. Recorded at messaging.twilio.com. */
export const broken = (): Answer => refusal(500, 20500, "An internal server error has occurred");

// The names of the statuses that a fault may have, where no other function here knows better. Of the
// codes only 20503 and 20504 are documented; the others follow their pattern.
const statusNames: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  408: "Request Timeout",
  409: "Conflict",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

/** What a status is called. */
export function statusName(status: number): string {
  return statusNames[status] ?? (status < 500 ? "Bad Request" : "Internal Server Error");
}

/** A failure of this status as Twilio's servers would say it. */
export function failure(status: number, path: string): Answer {
  if (status === 401) return unauthorized();
  if (status === 404) return notFound(path);
  if (status === 429) return tooMany();
  if (status === 500) return broken();
  return refusal(status, 20000 + status, statusName(status));
}
