/**
 * How weak memory is: `sc` sequential consistency, `tso` per-thread FIFO store buffers, `weak`
 * per-location store buffers and relaxed void read-modify-writes.
 */
export type MemoryModel = "sc" | "tso" | "weak";
