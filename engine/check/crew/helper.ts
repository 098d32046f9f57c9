import { guarded } from "../../automaton/determinism.js";
import { countBehind } from "../../explore/parallel/first-pass.js";
import { Member } from "../../explore/parallel/member.js";
import { indexRecords } from "../../explore/parallel/records.js";
import { rehearse } from "../../explore/states/rehearsal.js";
import { finish } from "../../explore/states/state-graph.js";
import { StateSearch } from "../../explore/states/state-search.js";
import { machineFor } from "../../memory/models.js";
import { HeddleError } from "../../scenario/errors.js";
import type { Scenario } from "../../scenario/scenario.js";
import type { CheckResult } from "../result.js";
import type { Settings } from "../settings.js";
import type { HelperMessage, Invitation, LeaderMessage, Link, Outcome } from "./link.js";

/** Milliseconds that an idle helper waits before it looks around. */
const patience = 20;
/** Transitions that a helper explores in one go. */
const stretch = 1 << 16;

/** The helper's side of a crew: see `CrewLeader`. */
export class CrewHelper {
  readonly role = "helper";
  private readonly nameCheck: () => string;
  private readonly leader: Link;
  private readonly settled = new Map<string, Outcome>();
  private called: string | null = null;

  /** @param nameCheck as the leader's */
  constructor(nameCheck: () => string, leader: Link) {
    this.nameCheck = nameCheck;
    this.leader = leader;
  }

  /** What a check comes to: helps the leader with it if asked to, and takes over its result. */
  async attend(scenario: Scenario, settings: Settings): Promise<CheckResult> {
    const check = this.nameCheck();
    for (;;) {
      const outcome = this.settled.get(check);
      if (outcome !== undefined) {
        if ("result" in outcome) return outcome.result;
        throw new HeddleError(outcome.error.message, { hint: outcome.error.hint });
      }
      if (this.called === check) {
        this.called = null;
        this.say({ type: "ready", check });
      }
      const message = await this.hear();
      if (message.type === "join" && message.check === check) {
        await this.join(scenario, settings, message.invitation);
      }
      if (message.type === "count" && countBehind(message.firstPass)) this.say({ type: "counted" });
    }
  }

  private say(message: HelperMessage): void {
    this.leader.send(message);
  }

  /** The leader's next message. */
  private async hear(): Promise<LeaderMessage> {
    let message = this.leader.take() as LeaderMessage | undefined;
    while (message === undefined) {
      await this.leader.arrival();
      message = this.leader.take() as LeaderMessage | undefined;
    }
    if (message.type === "settled") this.settled.set(message.check, message.outcome);
    if (message.type === "call") this.called = message.check;
    return message;
  }

  private async join(scenario: Scenario, settings: Settings, to: Invitation): Promise<void> {
    try {
      const machine = guarded(() => machineFor(scenario.build(), settings.memory));
      if (!guarded(() => rehearse(machine, to.rehearsal))) return this.say({ type: "unfit" });
      const limits = { states: Infinity, bytes: Infinity };
      const search = guarded(() => new StateSearch(machine, limits, false, false));
      await this.help(new Member(search, to.memory, to.worker, patience));
    } catch {
      // The leader explores alone then, and comes to the same error if the scenario has it.
      this.say({ type: "unfit" });
    }
  }

  private async help(member: Member): Promise<void> {
    let state = guarded(() => member.run(stretch));
    while (state === "working" || state === "parked") {
      if (state === "parked") {
        const message = await this.hear();
        if (message.type !== "table") return this.finish(member, message, false);
        member.adopt(message.table);
      }
      state = guarded(() => member.run(stretch));
    }
    if (state === "unfit") return this.say({ type: "unfit" });
    this.finish(member, await this.hear(), state === "done");
  }

  private finish(member: Member, message: LeaderMessage, complete: boolean): void {
    if (message.type !== "finish") return;
    if (complete) member.search.machine.program.unfolder.audit();
    const part = member.part();
    if (message.index !== null) finish(indexRecords(part.pieces, part.firstPiece, message.index));
    this.say({ type: "part", part });
  }
}
