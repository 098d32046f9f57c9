/**
 * The console of a notebook: a log of what happens in it, and a prompt for commands about it. It
 * lives as long as the notebook; a terminal is attached to it while the console is shown.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { CommandDescription } from "../../command-line/describe-commands.js";
import { exitCode } from "../../command-line/exit-code.js";
import { describeProgress } from "../../command-line/progress-line.js";
import type { RunNews } from "../notebook/run-news.js";
import { ConsoleLog } from "./console-log.js";
import { describeEvent } from "./describe-event.js";
import { Display, type DisplayTarget, styled } from "./display.js";
import { runEquivalent } from "./equivalent.js";
import { complete } from "./line/complete.js";
import { type Effect, LineEditor } from "./line/line-editor.js";
import { splitWords } from "./line/words.js";
import type { NotebookCommands } from "./notebook-commands.js";
import { progressOf } from "./progress-text.js";

/** What is shown of a console that is folded. */
export interface ConsoleSummary {
  /** The latest line, without styles. */
  readonly last: string;
  /** How far what runs is; null when nothing has to be said of it. */
  readonly progress: string | null;
}

/** What a console asks of the page around it. */
export interface ConsoleSurroundings {
  /** Puts the keyboard back into the notebook. */
  readonly leave: () => void;
}

const prompt = "heddle> ";
/** Milliseconds before a run is worth a progress line. */
const patience = 300;

const keysHelp = `
In this console the name of the notebook may be left out: run #cell, export #cell --mail.
A table that is pasted here is looked for in the checks of the notebook, as by replay --table -.
Also: clear. Tab completes, Up and Down recall lines, Ctrl+R searches them, Ctrl+C stops,
Ctrl+F finds in the output, Escape goes back to the notebook.
`;

/** See the head of this file. */
export class NotebookConsole {
  readonly store: StoreApi<ConsoleSummary> = createStore<ConsoleSummary>(() => ({
    last: "",
    progress: null,
  }));
  private readonly log = new ConsoleLog();
  private readonly editor: LineEditor;
  private display: Display | null = null;
  private erase: () => void = () => undefined;
  private descriptions: readonly CommandDescription[] = [];
  /** True while a command runs. */
  private running = false;
  /** What was typed while a command ran. */
  private ahead = "";
  /** Lines of the text that a command waits for, and the command; null while none does. */
  private reading: { readonly words: readonly string[]; readonly lines: string[] } | null = null;

  constructor(
    private readonly commands: NotebookCommands,
    private readonly around: ConsoleSurroundings,
  ) {
    this.editor = new LineEditor((before) =>
      this.reading === null
        ? complete(before, { commands: this.descriptions, ...commands.nameable })
        : { from: before.length, words: [], texts: [] },
    );
    commands.listen((news) => this.tell(news));
  }

  /**
   * Shows the log and the prompt on a terminal.
   *
   * @param erase makes the terminal empty
   * @returns how to detach it
   */
  attach(target: DisplayTarget, erase: () => void): () => void {
    void this.describe();
    const display = new Display(target);
    this.display = display;
    this.erase = erase;
    target.write(this.log.text);
    display.setProgress(this.store.getState().progress);
    this.refresh();
    return () => {
      if (this.display === display) this.display = null;
    };
  }

  /** Draws what stands below the log anew, for a terminal whose width has changed. */
  resized(): void {
    this.refresh();
  }

  /** Takes what was typed or pasted. */
  input(data: string): void {
    if (this.running) {
      if (data.includes("\x03")) {
        this.ahead = "";
        this.commands.interrupt();
      } else this.ahead += data;
      return;
    }
    for (const effect of this.editor.take(data)) this.apply(effect);
    this.refresh();
  }

  /** Adds a line for something that was done in the page, as the command line that does it. */
  did(equivalent: string): void {
    this.print(styled.dim(`$ ${equivalent}`));
  }

  /** The log without its styles. */
  get text(): string {
    return plain(this.log.text);
  }

  /** Forgets the log. */
  clear(): void {
    this.log.clear();
    this.store.setState({ last: "" });
    this.erase();
    this.display?.begin();
  }

  /** Ends it. */
  close(): void {
    this.commands.close();
  }

  /** Performs a command as if it had been typed. */
  async perform(words: readonly string[], input: string | null): Promise<number> {
    this.running = true;
    this.refresh();
    const status = await this.commands.execute(words, {
      input,
      write: (_stream, text) => this.write(text),
    });
    this.running = false;
    this.progress(null);
    this.print(styled.dim(`exit status ${status}`));
    const { ahead } = this;
    this.ahead = "";
    this.refresh();
    if (ahead !== "") this.input(ahead);
    return status;
  }

  private apply(effect: Effect): void {
    switch (effect.type) {
      case "enter":
        this.enter(effect.text);
        break;
      case "offer":
        this.print(
          `${styled.accent(prompt)}${this.editor.present.text}\n${effect.words.join("\n")}`,
        );
        break;
      case "interrupt":
        this.print(`${this.promptText()}${effect.text}^C`);
        if (effect.text === "" && this.reading === null) this.commands.interruptRun();
        this.reading = null;
        break;
      case "end-of-input": {
        const { reading } = this;
        this.reading = null;
        if (reading !== null) void this.perform(reading.words, `${reading.lines.join("\n")}\n`);
        break;
      }
      case "clear":
        this.clear();
        break;
      case "leave":
        this.around.leave();
        break;
    }
  }

  private enter(text: string): void {
    this.print(`${this.promptText()}${text}`);
    if (this.reading !== null) {
      this.reading.lines.push(text);
      return;
    }
    const [first, ...rest] = text.split("\n");
    const { words, open } = splitWords(text);
    if (words.length === 0) return;
    const name = words[0] === "heddle" ? words[1] : words[0];
    if (words.join(" ") === "clear") this.clear();
    else if (name === "help" && words.length === 1) void this.help();
    else if (rest.length > 0 && !this.isCommand(name)) {
      void this.perform(["replay", "--table", "-"], text);
    } else if (open !== null) {
      this.print(`the quotation mark ${open} is not closed`);
    } else if (wantsInput(splitWords(first).words)) {
      const command = splitWords(first).words;
      if (rest.length > 0) void this.perform(command, rest.join("\n"));
      else {
        this.reading = { words: command, lines: [] };
        this.print(
          styled.dim("Paste the text, then Ctrl+D on a line of its own (Ctrl+C gives up)."),
        );
      }
    } else void this.perform(words, null);
  }

  private async help(): Promise<void> {
    await this.perform(["help"], null);
    this.print(keysHelp.trim());
  }

  private isCommand(name: string | undefined): boolean {
    return name === "help" || this.descriptions.some((each) => each.name === name);
  }

  private async describe(): Promise<void> {
    this.descriptions = await this.commands.describe();
  }

  /** What a command writes; a line that begins so is rewritten in place. */
  private write(text: string): void {
    const progress = progressOf(text);
    if (progress === null) this.print(text);
    else this.progress(progress === "" ? null : progress);
  }

  private tell(news: RunNews): void {
    if (this.commands.isOwn(news)) return;
    switch (news.type) {
      case "begun": {
        const equivalent = runEquivalent(this.commands.name, news.wish);
        if (equivalent !== null) this.did(equivalent);
        break;
      }
      case "cell": {
        const { event } = news;
        if (event.type === "progress") {
          if (event.progress.ms >= patience) this.progress(describeProgress(event.progress));
          return;
        }
        const lines = describeEvent(event, this.commands.notebook);
        if (event.type === "finished" || event.type === "result") this.progress(null);
        if (lines.length > 0) this.print(lines.join("\n"));
        break;
      }
      case "ended":
        this.progress(null);
        if (news.end.type === "interrupted")
          this.print(styled.dim(`exit status ${exitCode.interrupted}`));
        break;
      case "lost":
        this.progress(null);
        this.print(
          styled.dim(`the kernel has ended (${news.reason}); the next run starts another`),
        );
    }
  }

  private print(text: string): void {
    const lines = text.endsWith("\n") || text === "" ? text : `${text}\n`;
    this.log.add(lines);
    this.display?.print(lines);
    const last = lines.trimEnd().split("\n").at(-1) ?? "";

    this.store.setState({ last: plain(last) });
  }

  private progress(progress: string | null): void {
    this.store.setState({ progress });
    this.display?.setProgress(progress);
  }

  private promptText(): string {
    if (this.reading !== null) return "> ";
    return styled.accent(prompt);
  }

  private refresh(): void {
    const { present } = this.editor;
    const text = this.editor.prompt ?? (this.reading === null ? prompt : "> ");
    this.display?.setPrompt(this.running ? null : { ...present, prompt: text });
  }
}

/** A text without what styles it. */
function plain(text: string): string {
  return text.replace(/\x1b\[[\d;]*m/g, "");
}

/** Whether a command takes what follows it as its text. */
function wantsInput(words: readonly string[]): boolean {
  const at = words.findIndex((word) => word === "--table" || word === "--from-mail");
  return at >= 0 && (words[at + 1] === "-" || (words[at] === "--table" && at === words.length - 1));
}
