import { expect, test } from "vitest";
import { heddle, increments, makeFolder, writeNotebook } from "./heddle.js";

const folder = makeFolder();

test("what is recorded is exported as if it had been explored now", async () => {
  const race = writeNotebook(folder, "race", {
    scenarios: increments,
    lost: 'await check(lost, { expect: { "x is 2": "violated" } });\nawait check(safe);',
  });
  const exported = async () => {
    const texts: string[] = [];
    for (const form of ["--mail", "--json", "--html"]) {
      const { code, stdout } = await heddle(folder, ["export", race, form]);
      expect(code).toBe(0);
      texts.push(stdout);
    }
    return texts;
  };
  const explored = await exported();
  await heddle(folder, ["check", race, "--update"]);
  expect(await exported()).toEqual(explored);
});
