/**
 * Monaco refers to its own TypeScript worker, which ours replaces (`editor/cell-worker.ts`). Without
 * this the build would contain both, seven megabytes each.
 *
 * @returns {import("vite").Plugin}
 */
export function oneTypeScriptWorker() {
  const reference = /new Worker\(new URL\('ts\.worker\.js', import\.meta\.url\), \{[^}]*\}\)/;
  return {
    name: "one-typescript-worker",
    enforce: "pre",
    transform(code, id) {
      if (!/typescript[\\/]workerManager\.js$/.test(id)) return undefined;
      const without = code.replace(reference, "undefined");
      if (without === code) this.error("Monaco no longer refers to its worker as it did");
      return { code: without, map: null };
    },
  };
}
