import { type Answer, forbidden, notAllowed, notFound, unauthorized } from "../http/answers.ts";
import { endpointOf, methodsOf } from "../http/router.ts";
import { refusedSignature } from "./client_validation.ts";
import { type CallUnderWay, isOwn } from "./call.ts";

/** What Twilio would answer. */
export async function answerAsTwilio(call: CallUnderWay): Promise<Answer> {
  const { incoming: { method }, route, settings: { unknowns } } = call;
  if (route?.open) {
    const endpoint = endpointOf(route, method);
    return endpoint ? await endpoint.handle(call) : nothingThere(call);
  }
  const endpoint = route && endpointOf(route, method);
  // Which is refused first is unknown.
  if (!endpoint && unknowns.firstChecked === "path") return nothingThere(call);
  if (!isOwn(call)) return unauthorized();
  if (call.account.publicKeys.list.length > 0) {
    const refused = await refusedSignature(call);
    if (refused) return refused;
  }
  if (!endpoint) return nothingThere(call);
  const { permissions } = call.login;
  if (permissions && !permissions.has(endpoint.permission)) {
    return forbidden(unknowns.missingPermission);
  }
  return await endpoint.handle(call);
}

/** The path does not exist, or does not have the method. */
function nothingThere({ route, pathname }: CallUnderWay): Answer {
  return route ? notAllowed(methodsOf(route)) : notFound(pathname);
}
