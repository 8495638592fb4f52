import {
  alreadyHere,
  type Answer,
  inOtherService,
  invalid,
  invalidNumber,
  missing,
  notFound,
  notInService,
  poolFull,
  tooLarge,
} from "../http/answers.ts";
import { type Form, readForm } from "../http/form.ts";
import { type PoolAction, type PoolMemberName, poolOperations } from "../http/operations.ts";
import { listAnswer } from "../http/paging.ts";
import type { Handler, OwnCall, Route } from "../http/router.ts";
import { type Account, type Service, toSeconds } from "../state/state.ts";
import type { Unknowns } from "../unknowns.ts";
import { attach, type Attachment, detach, type Pool, type PoolMember } from "./attachments.ts";

/** One kind of those that may be in the pool of a service, such as channel senders. */
export interface PoolMemberKind<Member extends PoolMember> {
  /** What operations call one of them; its plural is the last part of the path. */
  readonly name: PoolMemberName;
  /** The member of a page that holds them, such as `senders`. */
  readonly listKey: string;
  /** Those of them that are in the pool of a service. */
  readonly poolOf: (service: Service) => Pool<Member>;
  /**
   * Which one the form of a create means, or the refusal of it: {@linkcode bySid} finds what the
   * account has. One that comes into being as it is created is made here.
   */
  readonly meant: (form: Form, call: OwnCall, service: Service) => Member | Answer;
  readonly rules: (unknowns: Unknowns) => PoolRules;
  /** Which of them a list is of, by its query. Default: all. */
  readonly filter?: ((query: URLSearchParams) => PoolFilter<Member> | null) | undefined;
  /** One of them as it goes over the wire. */
  readonly toWire: (attachment: Attachment<Member>, context: WireContext) => object;
}

/** Which members a list is of. */
export interface PoolFilter<Member> {
  /** What the URLs of its pages say of that. */
  readonly query: string;
  readonly matches: (member: Member) => boolean;
}

/** What Twilio says to what is right in form. It is not known of every kind. */
export interface PoolRules {
  /** What one meets that is in this very service: 21710, or itself with status 200. */
  readonly here: "refuse" | "repeat";
  /** What one meets that is in another service: 21712; or it moves, or is in both. */
  readonly elsewhere: "refuse" | "move" | "share";
  /** The code that deleting one meets which is not in the service. */
  readonly notHere: 20404 | 21711;
  /** How the list of a service that has none is answered. */
  readonly emptyList: 200 | 404;
  /** Whether a service takes no more of them, which is refused with 21714. */
  readonly isFull: (service: Service) => boolean;
}

/** What an answer says beside the attachment. */
export interface WireContext {
  readonly account: Account;
  readonly service: Service;
  /** The resource's own URL. */
  readonly url: string;
}

/**
 * The routes of those who may be in the pool of a service. SIDs are compared as they are, and whatever
 * is malformed in a path is not found, as recorded.
 */
export function poolRoutes<Member extends PoolMember>(
  kind: PoolMemberKind<Member>,
): readonly Route[] {
  const { name, listKey, poolOf, meant, rules, filter, toWire } = kind;
  const path = `${name}s`;
  const operations = poolOperations(name);
  const pattern = `^/v1/Services/([^/]+)/${path}`;
  const permission = `/twilio/messaging/services.${path.toLowerCase()}`;

  function list(call: OwnCall, service: Service): Answer {
    const { pathname, search, origin, settings: { unknowns } } = call;
    const pool = poolOf(service);
    if (!pool.size && rules(unknowns).emptyList === 404) return notFound(pathname);
    const toRow = (attachment: Attachment<Member>) => toBody(call, service, attachment);
    const some = filter?.(new URLSearchParams(search)) ?? null;
    const only = some &&
      { query: some.query, matches: ({ member }: Attachment<Member>) => some.matches(member) };
    return listAnswer(pool, search, unknowns, origin + pathname, listKey, toRow, only);
  }

  async function create(call: OwnCall, service: Service): Promise<Answer> {
    const { now, unknowns, keep } = call.settings;
    const form = await readForm(call);
    if (!form) return tooLarge();
    const member = meant(form, call, service);
    if (!("pool" in member)) return member;

    const pool = poolOf(service);
    const { here, elsewhere, isFull } = rules(unknowns);
    const attachment = pool.get(member.sid);
    if (attachment) {
      if (here === "refuse") return alreadyHere();
      return { status: 200, body: toBody(call, service, attachment) };
    }
    if (member.pool && elsewhere === "refuse") return inOtherService();
    if (isFull(service)) return poolFull(unknowns.poolLimitStatus);
    const date = toSeconds(now());
    if (member.pool && elsewhere === "move") detach(member.pool, member.sid, keep.removed);
    return { status: 201, body: toBody(call, service, attach(pool, member, date)) };
  }

  function fetch(call: OwnCall, service: Service): Answer {
    const attachment = poolOf(service).get(call.params[1]!);
    if (!attachment) return notFound(call.pathname);
    return { status: 200, body: toBody(call, service, attachment) };
  }

  function remove(call: OwnCall, service: Service): Answer {
    const { keep } = call.settings;
    if (detach(poolOf(service), call.params[1]!, keep.removed)) return { status: 204 };
    return rules(call.settings.unknowns).notHere === 21711
      ? notInService()
      : notFound(call.pathname);
  }

  function toBody({ account, origin }: OwnCall, service: Service, attachment: Attachment<Member>) {
    const url = `${origin}/v1/Services/${service.sid}/${path}/${attachment.member.sid}`;
    return toWire(attachment, { account, service, url });
  }

  const endpoint = (action: PoolAction, permitted: string, handle: Handle) => ({
    operation: operations[action],
    permission: `${permission}/${permitted}`,
    handle: inService(handle),
  });
  return [
    {
      product: "messaging",
      path: RegExp(`${pattern}$`),
      methods: {
        GET: endpoint("list", "list", list),
        POST: endpoint("create", "create", create),
      },
    },
    {
      product: "messaging",
      path: RegExp(`${pattern}/([^/]+)$`),
      methods: {
        GET: endpoint("fetch", "read", fetch),
        DELETE: endpoint("delete", "delete", remove),
      },
    },
  ];
}

type Handle = (call: OwnCall, service: Service) => Answer | Promise<Answer>;

/** Answers where the service of the path is one of the caller's; elsewhere nothing is found. */
function inService(handle: Handle): Handler {
  return (call) => {
    const service = call.account.services.get(call.params[0]!);
    return service ? handle(call, service) : notFound(call.pathname);
  };
}

/** A field of a form that names, by its SID, something that the account has. */
export interface SidField<Member> {
  /** What it is called, such as `Sid`. */
  readonly field: string;
  /** What the SIDs start with. */
  readonly prefix: string;
  /** Those that an account has, by their SIDs. */
  readonly membersOf: (account: Account) => ReadonlyMap<string, Member>;
  /** The code that a value meets which is no such SID. */
  readonly malformed: (unknowns: Unknowns) => 20001 | 20404 | 21421;
  /** The code that a SID meets which the account does not have. */
  readonly unknown: (unknowns: Unknowns) => 20404 | 21421;
}

/** Reads which member of an account a field means; or the refusal of it. */
export function bySid<Member>(
  { field, prefix, membersOf, malformed, unknown }: SidField<Member>,
): (form: Form, call: OwnCall) => Member | Answer {
  const pattern = RegExp(`^${prefix}[\\da-fA-F]{32}$`);
  return (form, { pathname, account, settings: { unknowns } }) => {
    const sid = form.get(field);
    if (!sid) return missing(field);
    if (typeof sid !== "string" || !pattern.test(sid)) {
      return noSuch(malformed(unknowns), field, `${pathname}/${sid}`);
    }
    return membersOf(account).get(sid) ?? noSuch(unknown(unknowns), field, `${pathname}/${sid}`);
  };
}

/** By which code Twilio refuses what the account does not have is not known of every kind. */
function noSuch(code: 20001 | 20404 | 21421, field: string, path: string): Answer {
  if (code === 20001) return invalid(field);
  return code === 20404 ? notFound(path) : invalidNumber();
}
