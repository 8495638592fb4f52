import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// What is of Node alone, or starts processes: in the file system's own order, one file at a time.
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  test: {
    name: "node",
    environment: "node",
    include: ["tests/node/**/*.test.ts"],
    fileParallelism: false,
  },
});
