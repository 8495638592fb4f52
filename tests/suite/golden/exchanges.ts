/**
 * Every exchange of this folder by the name of its file; README.md says where each came from. They
 * are imported one by one, as no runtime but Node could list the folder.
 */
import createWhatsapp from "./channel_senders/create-whatsapp.json" with { type: "json" };
import createMessenger from "./channel_senders/create-messenger.json" with { type: "json" };
import createRcs from "./channel_senders/create-rcs.json" with { type: "json" };
import fetchOne from "./channel_senders/fetch.json" with { type: "json" };
import list from "./channel_senders/list.json" with { type: "json" };
import listFirstOfTwo from "./channel_senders/list-first-of-two.json" with { type: "json" };
import listSecondOfTwo from "./channel_senders/list-second-of-two.json" with { type: "json" };
import remove from "./channel_senders/delete.json" with { type: "json" };
import createMessage from "./messages/create.json" with { type: "json" };
import createMessageWithService from "./messages/create-with-service.json" with { type: "json" };
import scheduledWhatsapp from "./messages/create-scheduled-whatsapp.json" with { type: "json" };
import fetchMessage from "./messages/fetch.json" with { type: "json" };
import errorNotFound from "./channel_senders/error-not-found.json" with { type: "json" };
import errorAlreadyInThisService from "./channel_senders/error-already-in-this-service.json" with {
  type: "json",
};
import errorInAnotherService from "./channel_senders/error-in-another-service.json" with {
  type: "json",
};
import errorUnauthorized from "./channel_senders/error-unauthorized.json" with { type: "json" };
import errorTooManyRequests from "./channel_senders/error-too-many-requests.json" with {
  type: "json",
};
import errorInternal from "./channel_senders/error-internal.json" with { type: "json" };
import errorInternalText from "./channel_senders/error-internal-text.json" with { type: "json" };
import errorProblemDetails from "./channel_senders/error-problem-details.json" with {
  type: "json",
};
import errorProblemWithoutCode from "./channel_senders/error-problem-without-code.json" with {
  type: "json",
};
import errorMessageNoChannel from "./messages/error-no-channel.json" with { type: "json" };
import phoneNumbersCreate from "./phone_numbers/create.json" with { type: "json" };
import phoneNumbersCreateDownstream200 from "./phone_numbers/create-downstream-200.json" with {
  type: "json",
};
import phoneNumbersFetch from "./phone_numbers/fetch.json" with { type: "json" };
import phoneNumbersFetchMembersMissing from "./phone_numbers/fetch-members-missing.json" with {
  type: "json",
};
import phoneNumbersFetchMembersUnknown from "./phone_numbers/fetch-members-unknown.json" with {
  type: "json",
};
import phoneNumbersList from "./phone_numbers/list.json" with { type: "json" };
import phoneNumbersDelete from "./phone_numbers/delete.json" with { type: "json" };
import phoneNumbersErrorAlreadyInThisService from "./phone_numbers/error-already-in-this-service.json" with {
  type: "json",
};
import phoneNumbersErrorInAnotherService from "./phone_numbers/error-in-another-service.json" with {
  type: "json",
};
import phoneNumbersErrorPoolFull from "./phone_numbers/error-pool-full.json" with { type: "json" };
import phoneNumbersErrorConflict from "./phone_numbers/error-conflict.json" with { type: "json" };
import phoneNumbersErrorNotFound from "./phone_numbers/error-not-found.json" with { type: "json" };
import shortCodesCreate from "./short_codes/create.json" with { type: "json" };
import shortCodesCreateDownstream200 from "./short_codes/create-downstream-200.json" with {
  type: "json",
};
import shortCodesFetch from "./short_codes/fetch.json" with { type: "json" };
import shortCodesFetchMembersMissing from "./short_codes/fetch-members-missing.json" with {
  type: "json",
};
import shortCodesFetchMembersUnknown from "./short_codes/fetch-members-unknown.json" with {
  type: "json",
};
import shortCodesList from "./short_codes/list.json" with { type: "json" };
import shortCodesDelete from "./short_codes/delete.json" with { type: "json" };
import alphaSendersCreate from "./alpha_senders/create.json" with { type: "json" };
import alphaSendersFetch from "./alpha_senders/fetch.json" with { type: "json" };
import alphaSendersFetchMembersMissing from "./alpha_senders/fetch-members-missing.json" with {
  type: "json",
};
import alphaSendersFetchMembersUnknown from "./alpha_senders/fetch-members-unknown.json" with {
  type: "json",
};
import alphaSendersList from "./alpha_senders/list.json" with { type: "json" };
import alphaSendersDelete from "./alpha_senders/delete.json" with { type: "json" };
import destinationAlphaSendersCreate from "./destination_alpha_senders/create.json" with {
  type: "json",
};
import destinationAlphaSendersFetch from "./destination_alpha_senders/fetch.json" with {
  type: "json",
};
import destinationAlphaSendersFetchMembersMissing from "./destination_alpha_senders/fetch-members-missing.json" with {
  type: "json",
};
import destinationAlphaSendersFetchMembersUnknown from "./destination_alpha_senders/fetch-members-unknown.json" with {
  type: "json",
};
import destinationAlphaSendersList from "./destination_alpha_senders/list.json" with {
  type: "json",
};
import destinationAlphaSendersDelete from "./destination_alpha_senders/delete.json" with {
  type: "json",
};
import servicesCreate from "./services/create.json" with { type: "json" };
import servicesFetch from "./services/fetch.json" with { type: "json" };
import servicesFetchMembersMissing from "./services/fetch-members-missing.json" with {
  type: "json",
};
import servicesFetchMembersUnknown from "./services/fetch-members-unknown.json" with {
  type: "json",
};
import servicesUpdate from "./services/update.json" with { type: "json" };
import servicesList from "./services/list.json" with { type: "json" };
import servicesDelete from "./services/delete.json" with { type: "json" };
import servicesErrorNotFound from "./services/error-not-found.json" with { type: "json" };
import servicesErrorNameMissing from "./services/error-name-missing.json" with { type: "json" };
import messagesList from "./messages/list.json" with { type: "json" };
import messagesListEmpty from "./messages/list-empty.json" with { type: "json" };
import messagesCancel from "./messages/cancel.json" with { type: "json" };
import messagesRedact from "./messages/redact.json" with { type: "json" };
import messagesDelete from "./messages/delete.json" with { type: "json" };
import messagesFetchMembersMissing from "./messages/fetch-members-missing.json" with {
  type: "json",
};
import messagesFetchMembersUnknown from "./messages/fetch-members-unknown.json" with {
  type: "json",
};
import messagesErrorNotScheduled from "./messages/error-not-scheduled.json" with { type: "json" };
import messagesErrorNotComplete from "./messages/error-not-complete.json" with { type: "json" };
import incomingPhoneNumbersFetch from "./incoming_phone_numbers/fetch.json" with { type: "json" };
import incomingPhoneNumbersFetchMembersMissing from "./incoming_phone_numbers/fetch-members-missing.json" with {
  type: "json",
};
import incomingPhoneNumbersFetchMembersUnknown from "./incoming_phone_numbers/fetch-members-unknown.json" with {
  type: "json",
};
import incomingPhoneNumbersList from "./incoming_phone_numbers/list.json" with { type: "json" };
import accountShortCodesFetch from "./account_short_codes/fetch.json" with { type: "json" };
import accountShortCodesFetchMembersMissing from "./account_short_codes/fetch-members-missing.json" with {
  type: "json",
};
import accountShortCodesFetchMembersUnknown from "./account_short_codes/fetch-members-unknown.json" with {
  type: "json",
};
import accountShortCodesList from "./account_short_codes/list.json" with { type: "json" };
import sendersCreateWhatsapp from "./senders/create-whatsapp.json" with { type: "json" };
import sendersCreateRcs from "./senders/create-rcs.json" with { type: "json" };
import sendersFetchWhatsapp from "./senders/fetch-whatsapp.json" with { type: "json" };
import sendersFetchOffline from "./senders/fetch-offline.json" with { type: "json" };
import sendersFetchRcs from "./senders/fetch-rcs.json" with { type: "json" };
import sendersFetchPendingName from "./senders/fetch-pending-name.json" with { type: "json" };
import sendersFetchPendingNameInProfile from "./senders/fetch-pending-name-in-profile.json" with {
  type: "json",
};
import sendersFetchMembersMissing from "./senders/fetch-members-missing.json" with { type: "json" };
import sendersFetchMembersUnknown from "./senders/fetch-members-unknown.json" with { type: "json" };
import sendersUpdate from "./senders/update.json" with { type: "json" };
import sendersUpdateName from "./senders/update-name.json" with { type: "json" };
import sendersListEmpty from "./senders/list-empty.json" with { type: "json" };
import sendersListFirstOfTwo from "./senders/list-first-of-two.json" with { type: "json" };
import sendersDelete from "./senders/delete.json" with { type: "json" };
import sendersErrorAlreadyExists from "./senders/error-already-exists.json" with { type: "json" };
import sendersErrorNameUnderWay from "./senders/error-name-under-way.json" with { type: "json" };
import sendersErrorNotFound from "./senders/error-not-found.json" with { type: "json" };

/** A request and its answer. */
export interface Exchange {
  operation: string;
  input: Record<string, unknown>;
  request: { method: string; url: string; headers: Record<string, string>; body: string };
  /** Text stands for itself, `null` for no body, anything else for its JSON. */
  response: { status: number; headers: Record<string, string>; body: unknown };
  /** What the parser makes of a success, dates as ISO 8601. */
  value?: unknown;
  /** Members of the error that the parser makes of a refusal. */
  error?: Record<string, unknown>;
}

export const exchanges: Record<string, Exchange> = {
  "create-whatsapp": createWhatsapp,
  "create-messenger": createMessenger,
  "create-rcs": createRcs,
  "fetch": fetchOne,
  list,
  "list-first-of-two": listFirstOfTwo,
  "list-second-of-two": listSecondOfTwo,
  "delete": remove,
  "create-message": createMessage,
  "create-message-with-service": createMessageWithService,
  "create-message-scheduled-whatsapp": scheduledWhatsapp,
  "fetch-message": fetchMessage,
  "error-not-found": errorNotFound,
  "error-already-in-this-service": errorAlreadyInThisService,
  "error-in-another-service": errorInAnotherService,
  "error-unauthorized": errorUnauthorized,
  "error-too-many-requests": errorTooManyRequests,
  "error-internal": errorInternal,
  "error-internal-text": errorInternalText,
  "error-problem-details": errorProblemDetails,
  "error-problem-without-code": errorProblemWithoutCode,
  "error-message-no-channel": errorMessageNoChannel,
  "phone-numbers-create": phoneNumbersCreate,
  "phone-numbers-create-downstream-200": phoneNumbersCreateDownstream200,
  "phone-numbers-fetch": phoneNumbersFetch,
  "phone-numbers-fetch-members-missing": phoneNumbersFetchMembersMissing,
  "phone-numbers-fetch-members-unknown": phoneNumbersFetchMembersUnknown,
  "phone-numbers-list": phoneNumbersList,
  "phone-numbers-delete": phoneNumbersDelete,
  "phone-numbers-error-already-in-this-service": phoneNumbersErrorAlreadyInThisService,
  "phone-numbers-error-in-another-service": phoneNumbersErrorInAnotherService,
  "phone-numbers-error-pool-full": phoneNumbersErrorPoolFull,
  "phone-numbers-error-conflict": phoneNumbersErrorConflict,
  "phone-numbers-error-not-found": phoneNumbersErrorNotFound,
  "short-codes-create": shortCodesCreate,
  "short-codes-create-downstream-200": shortCodesCreateDownstream200,
  "short-codes-fetch": shortCodesFetch,
  "short-codes-fetch-members-missing": shortCodesFetchMembersMissing,
  "short-codes-fetch-members-unknown": shortCodesFetchMembersUnknown,
  "short-codes-list": shortCodesList,
  "short-codes-delete": shortCodesDelete,
  "alpha-senders-create": alphaSendersCreate,
  "alpha-senders-fetch": alphaSendersFetch,
  "alpha-senders-fetch-members-missing": alphaSendersFetchMembersMissing,
  "alpha-senders-fetch-members-unknown": alphaSendersFetchMembersUnknown,
  "alpha-senders-list": alphaSendersList,
  "alpha-senders-delete": alphaSendersDelete,
  "destination-alpha-senders-create": destinationAlphaSendersCreate,
  "destination-alpha-senders-fetch": destinationAlphaSendersFetch,
  "destination-alpha-senders-fetch-members-missing": destinationAlphaSendersFetchMembersMissing,
  "destination-alpha-senders-fetch-members-unknown": destinationAlphaSendersFetchMembersUnknown,
  "destination-alpha-senders-list": destinationAlphaSendersList,
  "destination-alpha-senders-delete": destinationAlphaSendersDelete,
  "services-create": servicesCreate,
  "services-fetch": servicesFetch,
  "services-fetch-members-missing": servicesFetchMembersMissing,
  "services-fetch-members-unknown": servicesFetchMembersUnknown,
  "services-update": servicesUpdate,
  "services-list": servicesList,
  "services-delete": servicesDelete,
  "services-error-not-found": servicesErrorNotFound,
  "services-error-name-missing": servicesErrorNameMissing,
  "messages-list": messagesList,
  "messages-list-empty": messagesListEmpty,
  "messages-cancel": messagesCancel,
  "messages-redact": messagesRedact,
  "messages-delete": messagesDelete,
  "messages-fetch-members-missing": messagesFetchMembersMissing,
  "messages-fetch-members-unknown": messagesFetchMembersUnknown,
  "messages-error-not-scheduled": messagesErrorNotScheduled,
  "messages-error-not-complete": messagesErrorNotComplete,
  "incoming-phone-numbers-fetch": incomingPhoneNumbersFetch,
  "incoming-phone-numbers-fetch-members-missing": incomingPhoneNumbersFetchMembersMissing,
  "incoming-phone-numbers-fetch-members-unknown": incomingPhoneNumbersFetchMembersUnknown,
  "incoming-phone-numbers-list": incomingPhoneNumbersList,
  "account-short-codes-fetch": accountShortCodesFetch,
  "account-short-codes-fetch-members-missing": accountShortCodesFetchMembersMissing,
  "account-short-codes-fetch-members-unknown": accountShortCodesFetchMembersUnknown,
  "account-short-codes-list": accountShortCodesList,
  "senders-create-whatsapp": sendersCreateWhatsapp,
  "senders-create-rcs": sendersCreateRcs,
  "senders-fetch-whatsapp": sendersFetchWhatsapp,
  "senders-fetch-offline": sendersFetchOffline,
  "senders-fetch-rcs": sendersFetchRcs,
  "senders-fetch-pending-name": sendersFetchPendingName,
  "senders-fetch-pending-name-in-profile": sendersFetchPendingNameInProfile,
  "senders-fetch-members-missing": sendersFetchMembersMissing,
  "senders-fetch-members-unknown": sendersFetchMembersUnknown,
  "senders-update": sendersUpdate,
  "senders-update-name": sendersUpdateName,
  "senders-list-empty": sendersListEmpty,
  "senders-list-first-of-two": sendersListFirstOfTwo,
  "senders-delete": sendersDelete,
  "senders-error-already-exists": sendersErrorAlreadyExists,
  "senders-error-name-under-way": sendersErrorNameUnderWay,
  "senders-error-not-found": sendersErrorNotFound,
};
