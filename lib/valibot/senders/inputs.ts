import * as v from "valibot";
import {
  type ListInputEntries,
  ListInputSchema,
  type PageInputEntries,
  PageInputSchema,
} from "../page.ts";
import { expected, isMap, object, type ObjectSchema, type Optional } from "../parts.ts";
import { ChannelSenderSidSchema } from "../sids.ts";
import { newProfile, type NewSenderProfileEntries, optionalObject } from "./new_profile.ts";
import {
  configuration,
  type NewSenderConfigurationEntries,
  type NewSenderWebhookEntries,
  senderId,
  webhook,
} from "./new_setup.ts";

/** What can be said of a sender. */
export type SenderSettingsEntries = {
  /** What it is called in the Console. */
  readonly friendlyName: Optional<string>;
  /** How it is set up. */
  readonly configuration: Optional<v.InferInput<ObjectSchema<NewSenderConfigurationEntries>>>;
  /** Who is told of what comes in and of statuses. */
  readonly webhook: Optional<v.InferInput<ObjectSchema<NewSenderWebhookEntries>>>;
  /** What people see of it. */
  readonly profile: Optional<v.InferInput<ObjectSchema<NewSenderProfileEntries>>>;
};

/** The entries of {@linkcode SenderInputSchema}. */
export type SenderInputEntries = {
  /** SID of the sender. */
  readonly sid: v.GenericSchema<string>;
};

/** The entries of {@linkcode CreateSenderInputSchema}. */
export type CreateSenderInputEntries = SenderSettingsEntries & {
  /** Its address. */
  readonly senderId: v.GenericSchema<string>;
};

/** The entries of {@linkcode UpdateSenderInputSchema}. */
export type UpdateSenderInputEntries = SenderSettingsEntries & SenderInputEntries;

/** A channel whose senders can be listed. */
export type SenderChannelEntries = {
  /** The channel. */
  readonly channel: v.GenericSchema<"whatsapp" | "rcs">;
};

/** An object, and how its members go together. */
export type SenderCheckedSchema<Entries extends v.ObjectEntries> = v.GenericSchema<
  v.InferInput<ObjectSchema<Entries>>,
  v.InferOutput<ObjectSchema<Entries>>
>;

function settings(): SenderSettingsEntries {
  return {
    friendlyName: v.optional(v.string(expected("a text"))),
    configuration: optionalObject(configuration),
    webhook: optionalObject(webhook),
    profile: optionalObject(newProfile),
  };
}

/** An object of these entries; once each is right, `mistake` says which member is missing. */
function checked<Entries extends v.ObjectEntries>(
  make: () => Entries,
  mistake: (input: Record<string, unknown>) => readonly [path: string, message: string] | null,
): SenderCheckedSchema<Entries> {
  const together = v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
    if (!dataset.typed || dataset.issues) return;
    const input = dataset.value;
    const [path, message] = mistake(input) ?? [];
    if (path === undefined) return;
    const keys = path.split(".");
    const item = (
      key: string,
    ) => ({ type: "object", origin: "value", input, key, value: undefined } as const);
    const [first, ...rest] = keys.map(item);
    addIssue({ message: message!, path: [first!, ...rest] });
  });
  const fields = object(make) as v.GenericSchema as v.GenericSchema<Record<string, unknown>>;
  return v.pipe(fields, together) as v.GenericSchema as SenderCheckedSchema<Entries>;
}

/**
 * A sender to create: the core's `CreateSenderInput`. It checks each field, and that a sender on
 * WhatsApp has a name. As all of these objects, it leaves out what it does not know, where the core
 * refuses it.
 *
 * @example
 * ```ts
 * import * as v from "valibot";
 * import { CreateSenderInputSchema } from "@senderpool/twilio/valibot";
 *
 * const { issues } = v.safeParse(CreateSenderInputSchema, { senderId: "+12487960483" });
 * console.log(issues?.[0].message);
 * // expected whatsapp: and a phone number in E.164, or rcs: and an agent, got a number without …
 * ```
 */
export const CreateSenderInputSchema: SenderCheckedSchema<CreateSenderInputEntries> =
  /* @__PURE__ */ checked(
    () => ({ ...settings(), senderId: senderId() }),
    ({ senderId, profile }) => {
      if (!/^whatsapp:/.test(`${senderId}`) || (isMap(profile) && profile["name"])) return null;
      return ["profile.name", "expected a name, which WhatsApp's senders need, got nothing"];
    },
  );

/** What changes a sender: the core's `UpdateSenderInput`. */
export const UpdateSenderInputSchema: SenderCheckedSchema<UpdateSenderInputEntries> =
  /* @__PURE__ */ checked(
    () => ({ ...settings(), sid: ChannelSenderSidSchema }),
    ({ friendlyName, configuration, webhook, profile }) => {
      const all = [friendlyName, configuration, webhook, profile];
      if (all.some((given) => given !== undefined)) return null;
      const what = "expected friendlyName, configuration, webhook or profile";
      return ["profile", `${what}, got none of them`];
    },
  );

/** What fetches and deletes a sender, and waits for it: the core's `SenderInput`. */
export const SenderInputSchema: ObjectSchema<SenderInputEntries> = /* @__PURE__ */ object(() => ({
  sid: ChannelSenderSidSchema,
}));

function channel(): v.GenericSchema<"whatsapp" | "rcs"> {
  return v.picklist(
    ["whatsapp", "rcs"],
    (issue) =>
      issue.input === "messenger"
        ? "expected whatsapp or rcs, got messenger, which Twilio does not list"
        : expected("whatsapp or rcs")(issue),
  );
}

/** Which page of senders to fetch: the core's `SenderPageInput`. */
export const SenderPageInputSchema: ObjectSchema<PageInputEntries & SenderChannelEntries> =
  /* @__PURE__ */ object(() => ({ ...PageInputSchema.entries, channel: channel() }));

/** Which senders to list: the core's `SenderListInput`. */
export const SenderListInputSchema: ObjectSchema<ListInputEntries & SenderChannelEntries> =
  /* @__PURE__ */ object(() => ({ ...ListInputSchema.entries, channel: channel() }));
