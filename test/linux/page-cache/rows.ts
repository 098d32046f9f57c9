import { hole } from "./hole.js";
import { opening } from "./opening.js";
import { others } from "./others.js";
import { pageTables } from "./page-tables.js";
import type { CacheRow } from "./row.js";
import { splitting } from "./splitting.js";
import { tlb } from "./tlb.js";
import { withoutTests } from "./without-tests.js";

/** The whole table. */
export const rows: readonly CacheRow[] = [
  ...opening,
  ...others,
  ...splitting,
  ...withoutTests,
  ...tlb,
  ...hole,
  ...pageTables,
];
