import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^heddle$/, replacement: here("./engine/index.ts") },
      { find: /^electron$/, replacement: here("./test/desktop/electron/index.ts") },
      { find: /^heddle\/linux$/, replacement: here("./engine/linux/index.ts") },
    ],
  },
  test: {
    setupFiles: ["test/setup.ts"],
    include: ["engine/**/*.test.ts", "app/**/*.test.ts", "test/**/*.test.ts"],
    // Of two cores, vitest would use one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
