import { mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { safeParse } from "valibot";
import type { Backup } from "./contract.js";
import { describeSystemError } from "./problem.js";
import { storedBackupSchema } from "./schemas.js";
import { Turns } from "./turns.js";
import { readIfThere, writeWhole } from "./write-whole.js";

/** Unsaved texts, one file each in the data folder, so that a crash costs a second of typing. */
export class Backups {
  private readonly turns = new Turns();

  constructor(private readonly folder: string) {}

  /**
   * All backups, oldest first, those included whose writing was asked for before: a page that is
   * reloaded asks while its last texts are still on their way to the disk. Files that are no backups
   * are left alone.
   */
  async list(): Promise<Backup[]> {
    await this.turns.settled();
    const names = await readdir(this.folder).catch(() => []);
    const backups: Backup[] = [];
    for (const name of names.filter((each) => each.endsWith(".json"))) {
      const text = await readIfThere(join(this.folder, name), "cannot read a backup");
      const read = safeParse(storedBackupSchema, parseJson(text));
      if (read.success) backups.push(read.output);
    }
    return backups.sort((a, b) => a.savedAt - b.savedAt || (a.id < b.id ? -1 : 1));
  }

  write(backup: Backup): Promise<void> {
    return this.turns.take(backup.id, async () => {
      await mkdir(this.folder, { recursive: true }).catch((thrown: unknown) => {
        throw describeSystemError(thrown, "cannot keep a backup");
      });
      const what = `cannot keep a backup of ${backup.name}`;
      await writeWhole(this.file(backup.id), `${JSON.stringify(backup)}\n`, what);
    });
  }

  drop(id: string): Promise<void> {
    return this.turns.take(id, () => rm(this.file(id), { force: true }));
  }

  private file(id: string): string {
    return join(this.folder, `${id}.json`);
  }
}

function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
