/**
 * What commander finds as `node:fs`, `node:path` and `node:child_process` in a page: it uses them for
 * subcommands that are programs of their own, of which there are none.
 */
export {};
