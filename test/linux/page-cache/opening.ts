import {
  type Variant,
  close,
  do_dentry_open,
  early_check_only,
  execve,
  exit,
  merged,
  old,
  seriesV1,
  truncate,
} from "heddle/linux";
import { type CacheRow, cacheRow, k, writer, inOrder } from "./row.js";

/** An opener that looks at nr_thps once more when it has invalidate_lock. */
const recounting: Variant = { ...old, openerRecounts: true };

/** Opening, denying write access, the old scheme's remaining claims. */
export const opening: readonly CacheRow[] = [
  cacheRow("S1 open for write against execve", {
    threads: {
      *opener(m) {
        if ((yield* do_dentry_open(m, merged)) === 0) yield* close(m);
      },
      *"second opener"(m) {
        if ((yield* do_dentry_open(m, merged)) === 0) yield* close(m);
      },
      *exec(m) {
        if ((yield* execve(m)) === 0) yield* exit(m);
      },
    },
    more: (m) => ({
      "never written and executed": () => m.openForWrite.now === 0 || m.executing.now === 0,
      "i_writecount counts both": () => m.i_writecount.now === m.openForWrite.now - m.executing.now,
      "a program runs": () => m.executing.now > 0,
      "two have it open": () => m.openForWrite.now === 2,
    }),
    also: {
      "never written and executed": "holds",
      "i_writecount counts both": "holds",
      "a program runs": "reachable",
      "two have it open": "reachable",
    },
  }),
  cacheRow("S3 old scheme: opened for write before the check", {
    cache: { largeFolios: false, openWriters: 1 },
    threads: { khugepaged: k(old) },
    holds: ["I4", "I5", "I9"],
    reachable: ["R7"],
  }),
  ...[old, seriesV1, early_check_only, merged].map((variant, i) =>
    cacheRow(`S6 old and new folios are locked: ${["old", "version 1", "early", "merged"][i]}`, {
      cache: { largeFolios: false },
      threads: { khugepaged: k(variant), writer: writer() },
      holds: ["I8"],
    }),
  ),
  cacheRow("S17 old scheme: dirty data elsewhere in the file", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        k(old),
        (m) => do_dentry_open(m, old),
      ),
    },
    violated: ["I2"],
  }),
  cacheRow("S17 with the stable fix", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        k({ ...old, writeBackFirst: true }),
        (m) => do_dentry_open(m, old),
      ),
    },
    holds: ["I2", "I4", "I9"],
  }),
  cacheRow("S17 with the stable fix, writer and opener beside khugepaged", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      khugepaged: k({ ...old, writeBackFirst: true }),
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(1, 2),
        (m) => close(m),
        (m) => do_dentry_open(m, old),
      ),
    },
    holds: ["I4", "I5"],
    violated: ["I2"],
    why:
      "the opener sees the count that khugepaged takes back because of this very opener, waits for " +
      "invalidate_lock, and truncates what nobody has written back",
  }),
  cacheRow("S17 with the stable fix, opener counts again under invalidate_lock", {
    cache: { pages: 3, hugePages: 2, largeFolios: false },
    threads: {
      khugepaged: k({ ...old, writeBackFirst: true }),
      process: inOrder(
        (m) => do_dentry_open(m, recounting),
        writer(1, 2),
        (m) => close(m),
        (m) => do_dentry_open(m, recounting),
      ),
    },
    holds: ["I2", "I4", "I5"],
    reachable: ["R7", "R8"],
    why: "whoever truncates has seen the count while no collapse was between nr_thps++ and its end",
  }),
  cacheRow("S20 old scheme: written and closed before the collapse", {
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      process: inOrder(
        (m) => do_dentry_open(m, old),
        writer(),
        (m) => close(m),
      ),
    },
    holds: ["I2", "I3", "I4"],
  }),
  cacheRow("N19 old scheme: the opener's increment is relaxed", {
    memory: "weak",
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      opener: (m) => do_dentry_open(m, { ...old, openerBarrier: false }),
    },
    violated: ["I4"],
  }),
  cacheRow("N23 old scheme: truncation does not start again", {
    cache: { largeFolios: false },
    threads: {
      khugepaged: k(old),
      opener: (m) => do_dentry_open(m, { ...old, truncationRestarts: false }),
    },
    violated: ["I4"],
    why: "the opener collects A and B, waits for their locks, finds both detached, and N stays",
  }),
  cacheRow("N23 truncate(2) does not start again", {
    threads: { khugepaged: k(merged), truncate: (m) => truncate(m, { restart: false }) },
    violated: ["I12"],
    why: "the saved list is {A, B}, both detached by the time their locks are free; N survives",
  }),
];
