/** workerd, as tests/runtimes/workerd.ts starts it: with a worker of one bundled module. */
import { basename, join } from "node:path";
import { writeFileSync } from "node:fs";
import { build, runtime } from "./processes.ts";

/** Writes a config for a bundled worker in the build folder, and says how to run it. */
export function worker(file: string, { node = false, serve = false } = {}): string[] {
  const name = basename(file);
  const flags = node ? `"nodejs_compat"` : `"no_nodejs_compat", "no_nodejs_compat_v2"`;
  const socket = `(name = "http", address = "127.0.0.1:0", http = (), service = "main")`;
  const config = join(build, `${name}.capnp`);
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
    const config :Workerd.Config = (
      services = [
        (name = "internet", network = (allow = ["private"])),
        (name = "main", worker = (
          modules = [(name = "main.js", esModule = embed "${name}")],
          compatibilityDate = "2026-10-01",
          compatibilityFlags = [${flags}],
        )),
      ],
      sockets = [${serve ? socket : ""}],
    );`,
  );
  return serve
    ? [runtime("workerd"), "serve", config, "--control-fd=3"]
    : [runtime("workerd"), "test", config];
}
