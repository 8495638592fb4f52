import { toSeconds } from "../../state/state.ts";
import type { Resource } from "../resource.ts";
import { checkServices } from "./check.ts";
import { serviceRoutes } from "./routes.ts";
import type { DeletedServiceSeed, ServicesOfAccount, ServicesOfService } from "./seed.ts";
import { newSettings, type ServiceSettings, serviceSettings } from "./settings.ts";
import { servicesOf } from "./state.ts";

/**
 * The Messaging Services of an account: not what is in their pools.
 *
 * @see https://www.twilio.com/docs/messaging/api/service-resource
 */
export const services: Resource<ServicesOfAccount> = {
  routes: serviceRoutes,
  members: { account: ["deletedServices"], service: /* @__PURE__ */ membersOfService() },
  check: checkServices,

  restore(account, { services = [], deletedServices = [] }) {
    const { list, deleted } = servicesOf(account);
    const gone = [...deletedServices];
    const removeUpTo = (place: number) => {
      while (gone.length > 0 && gone[0]!.at <= place) {
        const { sid } = gone.shift()!;
        list.addRemoved(sid);
        deleted.add(sid);
      }
    };
    for (const [at, seed] of services.entries()) {
      removeUpTo(at);
      const service = account.services.get(seed.sid)!;
      list.add(seed.sid, service);
      Object.assign(serviceSettings(service), settingsIn(seed));
    }
    removeUpTo(services.length);
  },

  save(account) {
    const services: ServicesOfService[] = [];
    const deletedServices: DeletedServiceSeed[] = [];
    for (const { sid, item } of servicesOf(account).list.places()) {
      if (item) services.push({ sid, ...changed(serviceSettings(item)) });
      else deletedServices.push({ sid, at: services.length });
    }
    return { services, ...deletedServices.length > 0 && { deletedServices } };
  },
};

function membersOfService(): readonly string[] {
  return ["dateCreated", "dateUpdated", ...Object.keys(newSettings())];
}

/** What a seed says of a service. */
function settingsIn(seed: ServicesOfService): Partial<ServiceSettings> {
  const { dateCreated, dateUpdated } = seed;
  const names = Object.keys(newSettings()) as (keyof ServiceSettings)[];
  const given = names.filter((name) => seed[name] !== undefined).map((name) => [name, seed[name]]);
  return {
    ...Object.fromEntries(given),
    ...dateCreated && { dateCreated: toSeconds(new Date(dateCreated)) },
    ...dateUpdated && { dateUpdated: toSeconds(new Date(dateUpdated)) },
  };
}

/** What of a service is not as in a new one. */
function changed(settings: ServiceSettings): Partial<ServiceSettings> {
  const initial = newSettings();
  const names = Object.keys(settings) as (keyof ServiceSettings)[];
  const others = names.filter((name) => settings[name] !== initial[name]);
  return Object.fromEntries(others.map((name) => [name, settings[name]]));
}
