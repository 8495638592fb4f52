import type { FaultRule } from "../faults/rule.ts";
import type { Driven } from "./driven.ts";
import { ControlError, type ControlRoute } from "./route.ts";
import { listOf, rule, shape, text } from "./schemas.ts";

/** What goes wrong. */
export function faultRoutes({ inside: { faults } }: Driven): ControlRoute[] {
  const numbered = shape({ id: text, rule });
  return [
    {
      method: "GET",
      path: "faults",
      id: "listFaults",
      summary: "The rules of what goes wrong, in the order in which they are asked.",
      answer: [200, shape({ faults: listOf(numbered) })],
      handle: () => ({ faults: faults.list() }),
    },
    {
      method: "POST",
      path: "faults",
      id: "addFault",
      summary: "Let something go wrong from now on.",
      body: rule,
      answer: [201, numbered],
      handle({ body }) {
        faults.add(body as FaultRule);
        return faults.list().at(-1);
      },
    },
    {
      method: "DELETE",
      path: "faults",
      id: "clearFaults",
      summary: "Let nothing go wrong any more.",
      answer: [204, null],
      handle: () => faults.clear(),
    },
    {
      method: "DELETE",
      path: "faults/{id}",
      id: "removeFault",
      summary: "Take one rule away.",
      answer: [204, null],
      handle({ params: { id = "" } }) {
        if (!faults.remove(id)) throw new ControlError(404, `there is no fault ${id}`);
      },
    },
  ];
}
