/** Shapes of what crosses from the renderer into the host, checked before it is used. */
import * as v from "valibot";
import type { Settings } from "./contract.js";

/** Longest text that is taken: larger than any notebook, small enough to refuse a flood. */
const maxText = 64 * 2 ** 20;

const path = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const shortText = v.pipe(v.string(), v.maxLength(1024));
const text = v.pipe(v.string(), v.maxLength(maxText));
/** A file's name without folders; it becomes the suggestion in a dialog. */
const fileName = v.pipe(v.string(), v.regex(/^[^/\\\0]{1,255}$/));
/** A backup's id becomes a file name. */
const backupId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/));
const revision = v.pipe(v.string(), v.maxLength(128));

/** One window's or one tab's unsaved text, without the time. */
export const backupSchema = v.object({
  id: backupId,
  path: v.nullable(path),
  name: shortText,
  text,
  over: v.nullable(revision),
  trusted: v.boolean(),
});

/** As it is stored; one of an earlier version may not be run unasked. */
export const storedBackupSchema = v.object({
  ...backupSchema.entries,
  trusted: v.fallback(v.boolean(), false),
  savedAt: v.number(),
});

export const settingsSchema = v.object({
  theme: v.picklist(["system", "light", "dark", "contrast"]),
  density: v.picklist(["compact", "comfortable"]),
  letterKeys: v.boolean(),
  autosave: v.boolean(),
  runOnEdit: v.boolean(),
  workers: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(64)),
  keys: v.record(shortText, v.nullable(shortText)),
});

/** What a new user has. */
export const defaultSettings: Settings = {
  theme: "system",
  density: "compact",
  letterKeys: true,
  autosave: false,
  runOnEdit: false,
  workers: 0,
  keys: {},
};

/** As they are stored: a setting that this version does not understand has its default. */
export const storedSettingsSchema = v.object({
  theme: v.fallback(settingsSchema.entries.theme, defaultSettings.theme),
  density: v.fallback(settingsSchema.entries.density, defaultSettings.density),
  letterKeys: v.fallback(settingsSchema.entries.letterKeys, defaultSettings.letterKeys),
  autosave: v.fallback(settingsSchema.entries.autosave, defaultSettings.autosave),
  runOnEdit: v.fallback(settingsSchema.entries.runOnEdit, defaultSettings.runOnEdit),
  workers: v.fallback(settingsSchema.entries.workers, defaultSettings.workers),
  keys: v.fallback(settingsSchema.entries.keys, {}),
});

export const sessionSchema = v.object({
  tabs: v.array(v.object({ path: v.nullable(path), backup: v.nullable(backupId) })),
  active: v.pipe(v.number(), v.integer(), v.minValue(0)),
  layout: v.record(shortText, v.union([v.number(), v.boolean()])),
});

export const recentSchema = v.array(path);
export const trustSchema = v.array(path);

const menuItem = v.variant("kind", [
  v.object({
    kind: v.literal("command"),
    command: shortText,
    label: shortText,
    accelerator: v.nullable(shortText),
    enabled: v.boolean(),
  }),
  v.object({ kind: v.literal("separator") }),
]);
const menu = v.object({ label: shortText, items: v.array(menuItem) });

/** Arguments of every call, by name. */
export const callSchemas = {
  start: v.tuple([]),
  open: v.tuple([path]),
  openGallery: v.tuple([fileName]),
  close: v.tuple([path]),
  save: v.tuple([v.object({ path, text, over: v.nullable(revision) })]),
  saveResults: v.tuple([path, text]),
  trust: v.tuple([path]),
  chooseOpen: v.tuple([]),
  chooseSave: v.tuple([fileName]),
  list: v.tuple([v.nullable(path)]),
  saveExport: v.tuple([fileName, text]),
  backup: v.tuple([backupSchema]),
  dropBackup: v.tuple([backupId]),
  saveSession: v.tuple([sessionSchema]),
  saveSettings: v.tuple([settingsSchema]),
  forgetRecent: v.tuple([path]),
  openExternal: v.tuple([v.pipe(v.string(), v.maxLength(4096), v.url(), v.startsWith("https://"))]),
  newWindow: v.tuple([]),
  setMenu: v.tuple([v.array(menu)]),
} as const;
