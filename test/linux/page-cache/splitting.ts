import {
  type PageCacheSpec,
  filemap_read,
  folio_split,
  merged,
  shrink_folio_list,
} from "heddle/linux";
import { type CacheRow, cacheRow, k, writer, inOrder } from "./row.js";

const four: PageCacheSpec = { pages: 4, huge: true, contents: [1, 2, 3, 4] };

/** Splitting. */
export const splitting: readonly CacheRow[] = [
  ...([true, false] as const).flatMap((uniform) =>
    [0, 2, 3].map((index) =>
      cacheRow(`S18 ${uniform ? "uniform" : "non-uniform"} split, read of page ${index}`, {
        cache: four,
        threads: {
          splitter: (m) => folio_split(m, { uniform }),
          reader: (m) => filemap_read(m, index),
        },
        holds: ["I6", "I7"],
      }),
    ),
  ),
  cacheRow("S18 split, write(2), read(2)", {
    cache: { ...four, pages: 2, contents: [1, 2] },
    threads: {
      splitter: (m) => folio_split(m),
      writer: writer(5),
      reader: (m) => filemap_read(m, 0),
    },
    holds: ["I1", "I2", "I3", "I6", "I7"],
  }),
  cacheRow("S18 split, collapse, write(2)", {
    cache: { huge: true },
    threads: { splitter: inOrder((m) => folio_split(m), k(merged)), writer: writer() },
    holds: ["I1", "I2", "I3", "I8"],
  }),
  cacheRow("N26 split leaves a part in a wrong slot", {
    cache: four,
    threads: {
      splitter: (m) => folio_split(m, { uniform: false, wrongSlots: true }),
      reader: (m) => filemap_read(m, 3),
    },
    violated: ["I6"],
  }),
  cacheRow("N27 split without freezing", {
    cache: four,
    threads: {
      splitter: (m) => folio_split(m, { freeze: false }),
      reader: (m) => filemap_read(m, 0),
    },
    violated: ["I7"],
    why: "the reader takes its reference after the count was checked and reads a freed folio",
  }),
  cacheRow("N27 reclaim without freezing", {
    threads: {
      reclaim: (m) => shrink_folio_list(m, m.small[0][0], { freeze: false }),
      reader: (m) => filemap_read(m, 0),
    },
    violated: ["I7"],
    why: "the reader takes its reference after the count was checked and reads a freed folio",
  }),
];
