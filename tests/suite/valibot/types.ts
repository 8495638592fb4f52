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
  True<Gives<typeof s.PhoneNumberInputSchema, core.PhoneNumberInput>>,
  True<Takes<typeof s.PhoneNumberInputSchema, core.PhoneNumberInput>>,
  True<Gives<typeof s.PhoneNumberPageInputSchema, core.PhoneNumberPageInput>>,
  True<Takes<typeof s.PhoneNumberPageInputSchema, core.PhoneNumberPageInput>>,
  True<Gives<typeof s.PhoneNumberListInputSchema, core.PhoneNumberListInput>>,
  True<Takes<typeof s.PhoneNumberListInputSchema, core.PhoneNumberListInput>>,
  True<Gives<typeof s.ShortCodeInputSchema, core.ShortCodeInput>>,
  True<Takes<typeof s.ShortCodeInputSchema, core.ShortCodeInput>>,
  True<Gives<typeof s.ShortCodePageInputSchema, core.ShortCodePageInput>>,
  True<Takes<typeof s.ShortCodePageInputSchema, core.ShortCodePageInput>>,
  True<Gives<typeof s.ShortCodeListInputSchema, core.ShortCodeListInput>>,
  True<Takes<typeof s.ShortCodeListInputSchema, core.ShortCodeListInput>>,
  True<Gives<typeof s.AlphaSenderInputSchema, core.AlphaSenderInput>>,
  True<Takes<typeof s.AlphaSenderInputSchema, core.AlphaSenderInput>>,
  True<Gives<typeof s.AlphaSenderPageInputSchema, core.AlphaSenderPageInput>>,
  True<Takes<typeof s.AlphaSenderPageInputSchema, core.AlphaSenderPageInput>>,
  True<Gives<typeof s.AlphaSenderListInputSchema, core.AlphaSenderListInput>>,
  True<Takes<typeof s.AlphaSenderListInputSchema, core.AlphaSenderListInput>>,
  True<Gives<typeof s.CreateAlphaSenderInputSchema, core.CreateAlphaSenderInput>>,
  True<Takes<typeof s.CreateAlphaSenderInputSchema, core.CreateAlphaSenderInput>>,
  True<Gives<typeof s.DestinationAlphaSenderInputSchema, core.DestinationAlphaSenderInput>>,
  True<Takes<typeof s.DestinationAlphaSenderInputSchema, core.DestinationAlphaSenderInput>>,
  True<Gives<typeof s.DestinationAlphaSenderPageInputSchema, core.DestinationAlphaSenderPageInput>>,
  True<Takes<typeof s.DestinationAlphaSenderPageInputSchema, core.DestinationAlphaSenderPageInput>>,
  True<Gives<typeof s.DestinationAlphaSenderListInputSchema, core.DestinationAlphaSenderListInput>>,
  True<Takes<typeof s.DestinationAlphaSenderListInputSchema, core.DestinationAlphaSenderListInput>>,
  True<
    Gives<typeof s.CreateDestinationAlphaSenderInputSchema, core.CreateDestinationAlphaSenderInput>
  >,
  True<
    Takes<typeof s.CreateDestinationAlphaSenderInputSchema, core.CreateDestinationAlphaSenderInput>
  >,
  True<Gives<typeof s.ServiceInputSchema, core.ServiceInput>>,
  True<Takes<typeof s.ServiceInputSchema, core.ServiceInput>>,
  True<Gives<typeof s.ServicePageInputSchema, core.ServicePageInput>>,
  True<Takes<typeof s.ServicePageInputSchema, core.ServicePageInput>>,
  True<Gives<typeof s.ServiceListInputSchema, core.ServiceListInput>>,
  True<Takes<typeof s.ServiceListInputSchema, core.ServiceListInput>>,
  True<Gives<typeof s.ServiceSettingsSchema, core.ServiceSettings>>,
  True<Takes<typeof s.ServiceSettingsSchema, core.ServiceSettings>>,
  True<Gives<typeof s.CreateServiceInputSchema, core.CreateServiceInput>>,
  True<Takes<typeof s.CreateServiceInputSchema, core.CreateServiceInput>>,
  True<Gives<typeof s.UpdateServiceInputSchema, core.UpdateServiceInput>>,
  True<Takes<typeof s.UpdateServiceInputSchema, core.UpdateServiceInput>>,
  True<Gives<typeof s.SenderInputSchema, core.SenderInput>>,
  True<Takes<typeof s.SenderInputSchema, core.SenderInput>>,
  True<Gives<typeof s.CreateSenderInputSchema, core.CreateSenderInput>>,
  True<Takes<typeof s.CreateSenderInputSchema, core.CreateSenderInput>>,
  True<Gives<typeof s.UpdateSenderInputSchema, core.UpdateSenderInput>>,
  True<Takes<typeof s.UpdateSenderInputSchema, core.UpdateSenderInput>>,
  True<Gives<typeof s.SenderPageInputSchema, core.SenderPageInput>>,
  True<Takes<typeof s.SenderPageInputSchema, core.SenderPageInput>>,
  True<Gives<typeof s.SenderListInputSchema, core.SenderListInput>>,
  True<Takes<typeof s.SenderListInputSchema, core.SenderListInput>>,
  True<Gives<typeof s.NewMessageSchema, core.NewMessage>>,
  True<Takes<typeof s.NewMessageSchema, core.NewMessage>>,
  True<Gives<typeof s.CreateMessageInputSchema, core.CreateMessageInput>>,
  True<Takes<typeof s.CreateMessageInputSchema, core.CreateMessageInput>>,
  True<Gives<typeof s.MessageInputSchema, core.MessageInput>>,
  True<Takes<typeof s.MessageInputSchema, core.MessageInput>>,
  True<Gives<typeof s.FetchMessageInputSchema, core.FetchMessageInput>>,
  True<Takes<typeof s.FetchMessageInputSchema, core.FetchMessageInput>>,
  True<Gives<typeof s.MessageFilterSchema, core.MessageFilter>>,
  True<Takes<typeof s.MessageFilterSchema, core.MessageFilter>>,
  True<Gives<typeof s.MessagePageInputSchema, core.MessagePageInput>>,
  True<Takes<typeof s.MessagePageInputSchema, core.MessagePageInput>>,
  True<Gives<typeof s.MessageListInputSchema, core.MessageListInput>>,
  True<Takes<typeof s.MessageListInputSchema, core.MessageListInput>>,
  True<Gives<typeof s.IncomingPhoneNumberInputSchema, core.IncomingPhoneNumberInput>>,
  True<Takes<typeof s.IncomingPhoneNumberInputSchema, core.IncomingPhoneNumberInput>>,
  True<Gives<typeof s.FetchIncomingPhoneNumberInputSchema, core.FetchIncomingPhoneNumberInput>>,
  True<Takes<typeof s.FetchIncomingPhoneNumberInputSchema, core.FetchIncomingPhoneNumberInput>>,
  True<Gives<typeof s.IncomingPhoneNumberPageInputSchema, core.IncomingPhoneNumberPageInput>>,
  True<Takes<typeof s.IncomingPhoneNumberPageInputSchema, core.IncomingPhoneNumberPageInput>>,
  True<Gives<typeof s.IncomingPhoneNumberListInputSchema, core.IncomingPhoneNumberListInput>>,
  True<Takes<typeof s.IncomingPhoneNumberListInputSchema, core.IncomingPhoneNumberListInput>>,
  True<Gives<typeof s.AccountShortCodeInputSchema, core.AccountShortCodeInput>>,
  True<Takes<typeof s.AccountShortCodeInputSchema, core.AccountShortCodeInput>>,
  True<Gives<typeof s.FetchAccountShortCodeInputSchema, core.FetchAccountShortCodeInput>>,
  True<Takes<typeof s.FetchAccountShortCodeInputSchema, core.FetchAccountShortCodeInput>>,
  True<Gives<typeof s.AccountShortCodePageInputSchema, core.AccountShortCodePageInput>>,
  True<Takes<typeof s.AccountShortCodePageInputSchema, core.AccountShortCodePageInput>>,
  True<Gives<typeof s.AccountShortCodeListInputSchema, core.AccountShortCodeListInput>>,
  True<Takes<typeof s.AccountShortCodeListInputSchema, core.AccountShortCodeListInput>>,
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
  True<Gives<typeof s.PhoneNumberSchema, core.PhoneNumber>>,
  True<Gives<typeof s.PhoneNumberFromWireSchema, core.PhoneNumber>>,
  True<Gives<typeof s.PhoneNumberPageSchema, core.Page<core.PhoneNumber>>>,
  True<
    Gives<typeof s.PhoneNumberPageFromWireSchema, Omit<core.Page<core.PhoneNumber>, "metadata">>
  >,
  True<Gives<typeof s.ShortCodeSchema, core.ShortCode>>,
  True<Gives<typeof s.ShortCodeFromWireSchema, core.ShortCode>>,
  True<Gives<typeof s.ShortCodePageSchema, core.Page<core.ShortCode>>>,
  True<Gives<typeof s.ShortCodePageFromWireSchema, Omit<core.Page<core.ShortCode>, "metadata">>>,
  True<Gives<typeof s.AlphaSenderSchema, core.AlphaSender>>,
  True<Gives<typeof s.AlphaSenderFromWireSchema, core.AlphaSender>>,
  True<Gives<typeof s.AlphaSenderPageSchema, core.Page<core.AlphaSender>>>,
  True<
    Gives<typeof s.AlphaSenderPageFromWireSchema, Omit<core.Page<core.AlphaSender>, "metadata">>
  >,
  True<Gives<typeof s.DestinationAlphaSenderSchema, core.DestinationAlphaSender>>,
  True<Gives<typeof s.DestinationAlphaSenderFromWireSchema, core.DestinationAlphaSender>>,
  True<Gives<typeof s.DestinationAlphaSenderPageSchema, core.Page<core.DestinationAlphaSender>>>,
  True<
    Gives<
      typeof s.DestinationAlphaSenderPageFromWireSchema,
      Omit<core.Page<core.DestinationAlphaSender>, "metadata">
    >
  >,
  True<Gives<typeof s.ServiceSchema, core.Service>>,
  True<Gives<typeof s.ServiceFromWireSchema, core.Service>>,
  True<Gives<typeof s.ServicePageSchema, core.Page<core.Service>>>,
  True<Gives<typeof s.ServicePageFromWireSchema, Omit<core.Page<core.Service>, "metadata">>>,
  True<Gives<typeof s.SenderSchema, core.Sender>>,
  True<Gives<typeof s.SenderFromWireSchema, core.Sender>>,
  True<Gives<typeof s.SenderPageSchema, core.Page<core.Sender>>>,
  True<Gives<typeof s.SenderPageFromWireSchema, Omit<core.Page<core.Sender>, "metadata">>>,
  True<Gives<typeof s.MessageSchema, core.Message>>,
  True<Gives<typeof s.MessageFromWireSchema, core.Message>>,
  True<Gives<typeof s.IncomingPhoneNumberSchema, core.IncomingPhoneNumber>>,
  True<Gives<typeof s.IncomingPhoneNumberFromWireSchema, core.IncomingPhoneNumber>>,
  True<Gives<typeof s.AccountShortCodeSchema, core.AccountShortCode>>,
  True<Gives<typeof s.AccountShortCodeFromWireSchema, core.AccountShortCode>>,
  True<Gives<typeof s.MessagePageSchema, core.Page<core.Message>>>,
  True<Gives<typeof s.MessagePageFromWireSchema, Omit<core.Page<core.Message>, "metadata">>>,
  True<Gives<typeof s.IncomingPhoneNumberPageSchema, core.Page<core.IncomingPhoneNumber>>>,
  True<
    Gives<
      typeof s.IncomingPhoneNumberPageFromWireSchema,
      Omit<core.Page<core.IncomingPhoneNumber>, "metadata">
    >
  >,
  True<Gives<typeof s.AccountShortCodePageSchema, core.Page<core.AccountShortCode>>>,
  True<
    Gives<
      typeof s.AccountShortCodePageFromWireSchema,
      Omit<core.Page<core.AccountShortCode>, "metadata">
    >
  >,
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
  True<TakesAs<typeof s.PhoneNumberFromWireSchema, typeof s.PhoneNumberWireSchema>>,
  True<TakesAs<typeof s.PhoneNumberPageFromWireSchema, typeof s.PhoneNumberPageWireSchema>>,
  True<TakesAs<typeof s.ShortCodeFromWireSchema, typeof s.ShortCodeWireSchema>>,
  True<TakesAs<typeof s.ShortCodePageFromWireSchema, typeof s.ShortCodePageWireSchema>>,
  True<TakesAs<typeof s.AlphaSenderFromWireSchema, typeof s.AlphaSenderWireSchema>>,
  True<TakesAs<typeof s.AlphaSenderPageFromWireSchema, typeof s.AlphaSenderPageWireSchema>>,
  True<
    TakesAs<
      typeof s.DestinationAlphaSenderFromWireSchema,
      typeof s.DestinationAlphaSenderWireSchema
    >
  >,
  True<
    TakesAs<
      typeof s.DestinationAlphaSenderPageFromWireSchema,
      typeof s.DestinationAlphaSenderPageWireSchema
    >
  >,
  True<TakesAs<typeof s.ServiceFromWireSchema, typeof s.ServiceWireSchema>>,
  True<TakesAs<typeof s.ServicePageFromWireSchema, typeof s.ServicePageWireSchema>>,
  True<TakesAs<typeof s.SenderFromWireSchema, typeof s.SenderWireSchema>>,
  True<TakesAs<typeof s.SenderPageFromWireSchema, typeof s.SenderPageWireSchema>>,
  True<TakesAs<typeof s.MessageFromWireSchema, typeof s.MessageWireSchema>>,
  True<TakesAs<typeof s.IncomingPhoneNumberFromWireSchema, typeof s.IncomingPhoneNumberWireSchema>>,
  True<TakesAs<typeof s.AccountShortCodeFromWireSchema, typeof s.AccountShortCodeWireSchema>>,
  True<TakesAs<typeof s.MessagePageFromWireSchema, typeof s.MessagePageWireSchema>>,
  True<
    TakesAs<
      typeof s.IncomingPhoneNumberPageFromWireSchema,
      typeof s.IncomingPhoneNumberPageWireSchema
    >
  >,
  True<
    TakesAs<typeof s.AccountShortCodePageFromWireSchema, typeof s.AccountShortCodePageWireSchema>
  >,
];

export type Events = [
  True<Gives<typeof s.MessageStatusEventSchema, webhooks.MessageStatusEvent>>,
  True<Gives<typeof s.MessageStatusEventFromWireSchema, webhooks.MessageStatusEvent>>,
  True<Gives<typeof s.InboundMessageEventSchema, webhooks.InboundMessageEvent>>,
  True<Gives<typeof s.InboundMessageEventFromWireSchema, webhooks.InboundMessageEvent>>,
];
