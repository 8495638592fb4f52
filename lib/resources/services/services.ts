import { type Listing, listing, type ListInput } from "../../call/listing.ts";
import type { CallOptions } from "../../call/call_options.ts";
import type { Send } from "../../call/send.ts";
import type { Operation, Target } from "../../types.ts";
import { sidOf } from "../../wire/input.ts";
import { operation } from "../../wire/operation.ts";
import { type Page, type PageInput, pageQuery, toPage } from "../../wire/page.ts";
import { baseUrl } from "../../wire/target.ts";
import {
  type CreateServiceInput,
  toChangesForm,
  toNewForm,
  type UpdateServiceInput,
} from "./new_service.ts";
import { type Service, toService } from "./service.ts";

/** A Messaging Service. */
export interface ServiceInput {
  /** SID of the service: `MG` and 32 hex digits. */
  readonly sid: string;
}

/** One page of the Messaging Services of an account. */
export interface ServicePageInput extends PageInput {}

/** The Messaging Services of an account. Twilio has no filter by name. */
export interface ServiceListInput extends ListInput {}

function collection(target?: Target): string {
  return `${baseUrl("messaging", target)}/v1/Services`;
}

function resource(input: ServiceInput, target?: Target): string {
  return `${collection(target)}/${sidOf(input, "sid", "MG")}`;
}

/**
 * Creates a Messaging Service. Its SID comes into being here, and names may come twice: so where an
 * attempt got no answer, nothing tells whether it was created, and its failure stands. Twilio refuses
 * a name that is too long (20002), and one service more than an account may have (21102, 30995).
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import { createService } from "@senderpool/twilio";
 *
 * const request = createService.request({ friendlyName: "Shop", stickySender: false });
 * console.log(request.method, await request.text()); // POST FriendlyName=Shop&StickySender=false
 * const body = { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", friendly_name: "Shop" };
 * const recorded = Response.json(body, { status: 201 });
 * console.log((await createService.parse(recorded)).friendlyName); // Shop
 * ```
 */
export const createService: Operation<CreateServiceInput, Service> = /* @__PURE__ */ operation({
  method: "POST",
  url: (_: CreateServiceInput, target) => collection(target),
  form: toNewForm,
  read: toService,
});

/**
 * Fetches a Messaging Service.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import { fetchService } from "@senderpool/twilio";
 *
 * const sid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(fetchService.request({ sid }).url);
 * // https://messaging.twilio.com/v1/Services/MGaaa…
 * const recorded = Response.json({ sid, validity_period: 14400 });
 * console.log((await fetchService.parse(recorded)).validityPeriod); // 14400
 * ```
 */
export const fetchService: Operation<ServiceInput, Service> = /* @__PURE__ */ operation({
  method: "GET",
  url: resource,
  read: toService,
});

/**
 * Changes a Messaging Service: only what is given.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import { updateService } from "@senderpool/twilio";
 *
 * const sid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * const request = updateService.request({ sid, stickySender: false });
 * console.log(request.method, await request.text()); // POST StickySender=false
 * const recorded = Response.json({ sid, sticky_sender: false });
 * console.log((await updateService.parse(recorded)).stickySender); // false
 * ```
 */
// It has no recovery. Its values are absolute, so that a repeat makes the same of the service; but if
// somebody else changed them after the attempt that got no answer, a repeat would undo that without a
// word. Nor does fetching tell whose values they are. Whoever sees the failure can call again.
export const updateService: Operation<UpdateServiceInput, Service> = /* @__PURE__ */ operation({
  method: "POST",
  url: resource,
  form: toChangesForm,
  read: toService,
});

/**
 * Fetches one page of the Messaging Services of an account. Spread the page's `next` into the input
 * to ask for the next one, or leave the paging to the `list` of {@linkcode services}.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import { listServices } from "@senderpool/twilio";
 *
 * const recorded = Response.json({ services: [], meta: { next_page_url: null } });
 * console.log((await listServices.parse(recorded)).next); // null
 * console.log(listServices.request({ pageSize: 2 }).url);
 * // https://messaging.twilio.com/v1/Services?PageSize=2
 * ```
 */
export const listServices: Operation<ServicePageInput, Page<Service>> = /* @__PURE__ */ operation({
  method: "GET",
  url: (input: ServicePageInput, target) => collection(target) + pageQuery(input),
  read: (body, metadata) => toPage(body, "services", toService, metadata),
});

/**
 * Deletes a Messaging Service, whatever is in its pool: Twilio asks for no confirmation. The senders
 * stay in the account.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 *
 * @example
 * ```ts
 * import { deleteService } from "@senderpool/twilio";
 *
 * const sid = "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
 * console.log(deleteService.request({ sid }).method); // DELETE
 * await deleteService.parse(new Response(null, { status: 204 }));
 * ```
 */
export const deleteService: Operation<ServiceInput, void> = /* @__PURE__ */ operation({
  method: "DELETE",
  url: resource,
  doneCode: 20404,
});

/** The Messaging Services of an account, as methods of a client. */
export interface Services {
  /** Creates a service. */
  create(input: CreateServiceInput, options?: CallOptions): Promise<Service>;
  /** Fetches a service. */
  fetch(input: ServiceInput, options?: CallOptions): Promise<Service>;
  /** Changes a service: only what is given. */
  update(input: UpdateServiceInput, options?: CallOptions): Promise<Service>;
  /** Lists the services of the account, over all pages. */
  list(input?: ServiceListInput, options?: CallOptions): Listing<Service>;
  /** Deletes a service, whatever is in its pool. */
  delete(input: ServiceInput, options?: CallOptions): Promise<void>;
}

/**
 * The Messaging Services of an account, for the option `extend` of {@linkcode createClient}.
 *
 * @param send sends for the client
 *
 * @example
 * ```ts
 * import { createClient, services } from "@senderpool/twilio";
 *
 * const body = { sid: "MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", friendly_name: "Shop" };
 * const client = createClient({
 *   accountSid: "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
 *   authToken: "0123456789abcdef0123456789abcdef",
 *   extend: { services },
 *   fetch: () => Promise.resolve(Response.json(body, { status: 201 })),
 * });
 * console.log((await client.services.create({ friendlyName: "Shop" })).sid);
 * // MGaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
 * ```
 */
export function services(send: Send): Services {
  return {
    create: (input, options) => send(createService, input, options),
    fetch: (input, options) => send(fetchService, input, options),
    update: (input, options) => send(updateService, input, options),
    list: (input = {}, options) => listing(listServices, input, send, options),
    delete: (input, options) => send(deleteService, input, options),
  };
}
