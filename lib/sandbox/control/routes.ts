import type { Driven } from "./driven.ts";
import { faultRoutes } from "./fault_routes.ts";
import { lifeRoutes } from "./life_routes.ts";
import { recordRoutes } from "./record_routes.ts";
import type { ControlRoute } from "./route.ts";
import { stateRoutes } from "./state_routes.ts";

/** What a program in process can do with a sandbox, over HTTP. */
export function controlRoutes(driven: Driven): ControlRoute[] {
  return [
    ...stateRoutes(driven),
    ...faultRoutes(driven),
    ...recordRoutes(driven),
    ...lifeRoutes(driven),
  ];
}
