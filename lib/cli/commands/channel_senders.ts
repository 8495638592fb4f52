import type { ChannelSender } from "../../../mod.ts";
import { day } from "../output/table.ts";
import type { PoolResource } from "./verbs.ts";

/** Channel senders, which the command is about where it names nothing else. */
export const channelSenderResource: PoolResource<ChannelSender> = {
  one: "channel sender",
  many: "channel senders",
  sid: "XE…",
  methods: (client) => client.channelSenders,
  columns: [
    ["SENDER", ({ sender }) => sender],
    ["TYPE", ({ senderType }) => senderType],
    ["COUNTRY", ({ countryCode }) => countryCode],
    ["SID", ({ sid }) => sid],
    ["CREATED", ({ dateCreated }) => day(dateCreated)],
  ],
};
