/** What collapse_file() returns (enum scan_result in mm/khugepaged.c, v7.1). */
export type ScanResult =
  | "SCAN_SUCCEED"
  | "SCAN_FAIL"
  | "SCAN_ALLOC_HUGE_PAGE_FAIL"
  | "SCAN_PAGE_LOCK"
  | "SCAN_TRUNCATED"
  | "SCAN_PAGE_DIRTY_OR_WRITEBACK"
  | "SCAN_DEL_PAGE_LRU"
  | "SCAN_PAGE_HAS_PRIVATE"
  | "SCAN_PAGE_COUNT"
  | "SCAN_PAGE_FILLED"
  | "SCAN_COPY_MC";
