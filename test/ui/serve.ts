/** The development page on a port of this machine, built and with its fixtures. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cwd } from "node:process";
import { build, preview } from "vite";
import { pageConfig } from "../../app/ui/vite.config.js";
import { encodeFixtures, type Fixtures } from "./page/fixtures.js";

/** A running development page. */
export interface DevelopmentPage {
  /** Address of the page, with a slash at its end. */
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the page and serves it with its fixtures; port 0 takes any free port. */
export async function serveDevelopmentPage(fixtures: Fixtures, port = 0): Promise<DevelopmentPage> {
  const folder = await mkdtemp(join(tmpdir(), "heddle-page-"));
  const config = pageConfig(join(cwd(), "test/ui/page"), folder);
  await build(config);
  await writeFile(join(folder, "fixtures.json"), encodeFixtures(fixtures));
  const server = await preview({ ...config, preview: { host: "127.0.0.1", port } });
  const [address] = server.resolvedUrls?.local ?? [];
  return {
    address: address ?? "",
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
