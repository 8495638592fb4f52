/**
 * The schemas and the core's types, held against each other by the compiler: `npm run types` fails
 * when either side changes alone, and tests/node/packages/valibot.test.ts sees to it that it does.
 */
import type * as v from "valibot";
import type * as s from "../../../lib/valibot/mod.ts";
import type * as webhooks from "../../../lib/webhooks/mod.ts";
import type * as core from "../../../mod.ts";

/** Whether two types are the same, and not merely assignable. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2)
  ? true
  : false;

/** Does not compile unless it is told of something true. */
export type True<Fact extends true> = Fact;

/** A type without `readonly`, and its intersections flat. */
export type Plain<T> = T extends Date | Headers ? T
  : T extends readonly (infer Item)[] ? Plain<Item>[]
  : T extends object ? { -readonly [Key in keyof T]: Plain<T[Key]> }
  : T;

/** Whether the output of a schema is a type of the core. */
type Gives<Schema extends v.GenericSchema, Core> = Equal<
  Plain<v.InferOutput<Schema>>,
  Plain<Core>
>;

/** Whether the input of a schema is a type of the core. */
type Takes<Schema extends v.GenericSchema, Core> = Equal<Plain<v.InferInput<Schema>>, Plain<Core>>;

/** What an error tells, but for its headers and its story. */
type Told = Omit<core.TwilioApiError, keyof Error | "headers" | "story" | "toJSON">;

export type Inputs = [
  True<Gives<typeof s.ServiceReferenceSchema, core.ServiceReference>>,
  True<Takes<typeof s.ServiceReferenceSchema, core.ServiceReference>>,
  True<Gives<typeof s.ChannelSenderInputSchema, core.ChannelSenderInput>>,
  True<Takes<typeof s.ChannelSenderInputSchema, core.ChannelSenderInput>>,
  True<Gives<typeof s.ChannelSenderPageInputSchema, core.ChannelSenderPageInput>>,
  True<Takes<typeof s.ChannelSenderPageInputSchema, core.ChannelSenderPageInput>>,
  True<Gives<typeof s.ChannelSenderListInputSchema, core.ChannelSenderListInput>>,
  True<Takes<typeof s.ChannelSenderListInputSchema, core.ChannelSenderListInput>>,
  True<Gives<typeof s.NewMessageSchema, core.NewMessage>>,
  True<Takes<typeof s.NewMessageSchema, core.NewMessage>>,
  True<Gives<typeof s.CreateMessageInputSchema, core.CreateMessageInput>>,
  True<Takes<typeof s.CreateMessageInputSchema, core.CreateMessageInput>>,
  True<Gives<typeof s.MessageInputSchema, core.MessageInput>>,
  True<Takes<typeof s.MessageInputSchema, core.MessageInput>>,
  True<Gives<typeof s.FetchMessageInputSchema, core.FetchMessageInput>>,
  True<Takes<typeof s.FetchMessageInputSchema, core.FetchMessageInput>>,
  True<Gives<typeof s.PageCursorSchema, core.PageCursor>>,
  True<Gives<typeof s.PageInputSchema, core.PageInput>>,
  True<Gives<typeof s.ListInputSchema, core.ListInput>>,
];

export type Outputs = [
  True<Gives<typeof s.ChannelSenderSchema, core.ChannelSender>>,
  True<Gives<typeof s.ChannelSenderFromWireSchema, core.ChannelSender>>,
  True<Gives<typeof s.ChannelSenderPageSchema, core.Page<core.ChannelSender>>>,
  True<
    Gives<
      typeof s.ChannelSenderPageFromWireSchema,
      Omit<core.Page<core.ChannelSender>, "metadata">
    >
  >,
  True<Gives<typeof s.MessageSchema, core.Message>>,
  True<Gives<typeof s.MessageFromWireSchema, core.Message>>,
  True<Gives<typeof s.AddressFromTextSchema, core.Address>>,
  True<Gives<typeof s.MetadataSchema, core.Metadata>>,
  True<Gives<typeof s.ApiErrorSchema, Told>>,
  True<
    Gives<
      typeof s.ApiErrorFromWireSchema,
      Pick<core.TwilioApiError, "code" | "reason" | "detail" | "moreInfo" | "details">
    >
  >,
];

/** Whether a schema takes what another one does. */
type TakesAs<Schema extends v.GenericSchema, Other extends v.GenericSchema> = Takes<
  Schema,
  v.InferInput<Other>
>;

export type FromWire = [
  True<TakesAs<typeof s.ChannelSenderFromWireSchema, typeof s.ChannelSenderWireSchema>>,
  True<TakesAs<typeof s.ChannelSenderPageFromWireSchema, typeof s.ChannelSenderPageWireSchema>>,
  True<TakesAs<typeof s.MessageFromWireSchema, typeof s.MessageWireSchema>>,
];

export type Events = [
  True<Gives<typeof s.MessageStatusEventSchema, webhooks.MessageStatusEvent>>,
  True<Gives<typeof s.MessageStatusEventFromWireSchema, webhooks.MessageStatusEvent>>,
  True<Gives<typeof s.InboundMessageEventSchema, webhooks.InboundMessageEvent>>,
  True<Gives<typeof s.InboundMessageEventFromWireSchema, webhooks.InboundMessageEvent>>,
];
