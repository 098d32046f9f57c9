/**
 * `npm run coverage [-- --json | --record]`: which steps of the kernel model the bundled notebooks
 * reach, as a table or as JSON. `--record` writes down the list of those that none reaches; reasons
 * that are there stay, and new steps get an empty one to be filled in.
 *
 * Exit status: 0 the list is as recorded, 1 it is not, 64 wrong usage.
 */
import { coverage } from "./collect.js";
import { reportData, reportText } from "./report.js";
import { difference, howToAccept, record, recordedGroups, updated } from "./unreached.js";

const args = process.argv.slice(2);
const [mode = "text"] = args;
if (args.length > 1 || !["text", "--json", "--record"].includes(mode)) {
  process.stderr.write("usage: npm run coverage [-- --json | --record]\n");
  process.exitCode = 64;
} else {
  const found = await coverage();
  if (mode === "--record") await record(updated(recordedGroups(), found));
  const groups = recordedGroups();
  if (mode === "text") process.stdout.write(reportText(found, groups));
  if (mode === "--json") {
    process.stdout.write(`${JSON.stringify(reportData(found, groups), null, 2)}\n`);
  }
  const { missing, obsolete, unexplained } = difference(groups, found);
  for (const name of missing) process.stderr.write(`not reached and not listed: ${name}\n`);
  for (const name of obsolete) process.stderr.write(`listed, but reached or gone: ${name}\n`);
  for (const name of unexplained) process.stderr.write(`listed without a reason: ${name}\n`);
  if (missing.length + obsolete.length + unexplained.length > 0) {
    process.stderr.write(`${howToAccept}\n`);
    process.exitCode = 1;
  }
}
