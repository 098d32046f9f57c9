/** The way from a bundled notebook to a mail, through the built desktop bundles. */
import { afterEach } from "vitest";
import { prepare, testJourney } from "../ui/journey.js";
import { startProgram } from "./program.js";

const program = startProgram(prepare);
// What is left open would come back with the next window.
afterEach(() => program.closeAll());

testJourney(program);
