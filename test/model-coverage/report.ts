/** The coverage of the kernel model as text and as data. */
import type { Covered } from "./collect.js";
import type { Site } from "./sites.js";
import { type Group, nameOf } from "./unreached.js";

const nameWidth = 40;
const newReason = "(no reason recorded)";

/** The table, what is not reached by reason, and what was only seen to go one way. */
export function reportText(found: readonly Covered[], groups: readonly Group[]): string {
  const lines = ["Steps of engine/linux that the bundled notebooks reach", ""];
  for (const [file, ofFile] of groupBy(found, (site) => site.file)) {
    lines.push(tally(file, ofFile));
    for (const [name, sites] of groupBy(ofFile, (site) => site.function)) {
      lines.push(tally(`  ${name}`, sites));
    }
  }
  lines.push(tally("all", found));

  const unreached = found.filter(({ reached }) => reached === null);
  lines.push("", `Not reached: ${unreached.length}`);
  for (const [reason, sites] of groupBy(unreached, reasonIn(groups))) {
    lines.push("", `  ${reason}`, ...sites.map((site) => `    ${placed(site)}`));
  }
  const oneWay = found.filter(isOneWay);
  lines.push("", `Reached, always with the same truth value: ${oneWay.length}`, "");
  for (const site of oneWay)
    lines.push(`  ${String(site.reached?.true).padEnd(5)} ${placed(site)}`);
  return `${lines.join("\n")}\n`;
}

/** The same as `reportText`, as plain data. */
export function reportData(found: readonly Covered[], groups: readonly Group[]): object {
  const reason = reasonIn(groups);
  const place = ({ file, line, function: name, text }: Site) => ({
    file: `engine/linux/${file}`,
    line,
    function: name,
    text,
  });
  return {
    steps: found.length,
    reached: countReached(found),
    functions: [...groupBy(found, (site) => `${site.file}\n${site.function}`).values()].map(
      (sites) => ({
        file: `engine/linux/${sites[0].file}`,
        function: sites[0].function,
        steps: sites.length,
        reached: countReached(sites),
      }),
    ),
    unreached: found
      .filter(({ reached }) => reached === null)
      .map((site) => ({ ...place(site), reason: reason(site) })),
    oneWay: found
      .filter(isOneWay)
      .map((site) => ({ ...place(site), always: site.reached?.true === true })),
  };
}

function tally(name: string, sites: readonly Covered[]): string {
  const reached = String(countReached(sites)).padStart(5);
  return `${name.padEnd(nameWidth)}${reached} of${String(sites.length).padStart(4)}`;
}

function countReached(sites: readonly Covered[]): number {
  return sites.filter(({ reached }) => reached !== null).length;
}

function placed({ file, line, function: name, text }: Site): string {
  return `${file}:${line} ${name}: ${text}`;
}

function reasonIn(groups: readonly Group[]): (site: Covered) => string {
  const reasons = new Map(groups.flatMap(({ reason, steps }) => steps.map((s) => [s, reason])));
  return (site) => reasons.get(nameOf(site)) || newReason;
}

function isOneWay({ reached }: Covered): boolean {
  return reached !== null && reached.true !== reached.false;
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  return groups;
}
