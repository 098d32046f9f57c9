/** What all windows and tabs of one program share. */
import { join } from "node:path";
import { Backups } from "./backups.js";
import type { SavedSession, Settings } from "./contract.js";
import type { PathGuard } from "./folder-guard.js";
import { JsonFile } from "./json-file.js";
import { OpenFiles } from "./open-files.js";
import {
  defaultSettings,
  recentSchema,
  sessionSchema,
  storedSettingsSchema,
  trustSchema,
} from "./schemas.js";
import { Turns } from "./turns.js";
import { nullable } from "valibot";

/** Where things are. */
export interface Places {
  readonly guard: PathGuard;
  /** The user's data folder; made when something is written to it. */
  readonly data: string;
  /** The bundled notebooks. */
  readonly gallery: string;
}

/** How many recent notebooks are remembered. */
const recentCount = 20;

/** One per program. */
export class SharedState {
  readonly files = new OpenFiles();
  /** Notebooks and their results are read and written in turn, by path. */
  readonly turns = new Turns();
  readonly backups: Backups;
  readonly settings: JsonFile<Settings>;
  readonly session: JsonFile<SavedSession | null>;
  private readonly recentFile: JsonFile<string[]>;
  private readonly trustFile: JsonFile<string[]>;

  /** @param remembered called with the path of each notebook that is opened or saved */
  constructor(
    readonly places: Places,
    private readonly remembered: (path: string) => void = () => undefined,
  ) {
    const file = (name: string): string => join(places.data, name);
    this.backups = new Backups(file("backups"));
    this.settings = new JsonFile(file("settings.json"), storedSettingsSchema, defaultSettings);
    this.session = new JsonFile(file("session.json"), nullable(sessionSchema), null);
    this.recentFile = new JsonFile(file("recent.json"), recentSchema, []);
    this.trustFile = new JsonFile(file("trusted.json"), trustSchema, []);
  }

  /** Real paths of recent notebooks, latest first. */
  recent(): Promise<readonly string[]> {
    return this.recentFile.read();
  }

  /**
   * Notes a notebook as the one that was open last. Never rejects: that the note cannot be kept, on a
   * full disk, is no reason not to open or to save the notebook.
   */
  async remember(path: string): Promise<void> {
    this.remembered(path);
    try {
      const others = (await this.recentFile.read()).filter((other) => other !== path);
      await this.recentFile.write([path, ...others].slice(0, recentCount));
    } catch {
      // What is in memory lasts as long as the program.
    }
  }

  async forget(path: string): Promise<void> {
    const all = await this.recentFile.read();
    if (all.includes(path)) await this.recentFile.write(all.filter((other) => other !== path));
  }

  async isTrusted(path: string): Promise<boolean> {
    return (await this.trustFile.read()).includes(path);
  }

  async trust(path: string): Promise<void> {
    const all = await this.trustFile.read();
    if (!all.includes(path)) await this.trustFile.write([...all, path]);
  }

  end(): Promise<void> {
    return this.files.end();
  }
}
