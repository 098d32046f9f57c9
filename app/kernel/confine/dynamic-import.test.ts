import { expect, test } from "vitest";
import { indexOfImport } from "./dynamic-import.js";

test.each([
  "import('x')",
  "import ('x')",
  "import\n('x')",
  "import/* ( */('x')",
  "import // (\n /**/ ('x')",
  "import //\u2028('x')",
  "import <!-- x\n('x')",
  "import\n--> x\n('x')",
  "import\u00a0\ufeff('x')",
  "import.meta.url",
  "import . meta",
  "[...import('x')]",
  "`${import('x')}`",
  "1/import('x')",
  "async()=>await(import('x'))",
  "import.defer('x')",
])("%j is seen", (text) => {
  expect(indexOfImport(text)).toBeGreaterThanOrEqual(0);
});

test.each([
  'import { check } from "heddle";',
  'import * as heddle from "heddle";',
  "important(1)",
  "reimport(1)",
  "$import(1)",
  "notebook.import(1)",
  "notebook?.import(1)",
  "const imported = { import: 1 };",
])("%j is none", (text) => {
  expect(indexOfImport(text)).toBe(-1);
});
