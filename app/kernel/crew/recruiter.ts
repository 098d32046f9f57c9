import type { Assistance, FromKernel } from "../protocol.js";
import { type MessagePortLike, PortLink } from "./port-link.js";

/** Has the kernel's owner start helpers, one crew at a time; see `CrewLeader`. */
export class Recruiter {
  /** Helpers that there may be at a time. */
  helpers = 0;
  private crew = 0;
  private links: PortLink[] = [];

  constructor(private readonly send: (message: FromKernel) => void) {}

  /** Starts a crew's helpers; they are connected as they come. */
  start(assistance: Assistance): readonly PortLink[] {
    this.links = Array.from({ length: this.helpers }, () => new PortLink());
    this.send({ type: "recruit", crew: ++this.crew, helpers: this.helpers, assistance });
    return this.links;
  }

  connected(crew: number, helper: number, port: MessagePortLike): void {
    if (crew === this.crew) this.links.at(helper)?.attach(port);
  }

  lost(crew: number, helper: number): void {
    if (crew === this.crew) this.links.at(helper)?.lose();
  }

  /** Ends the crew's helpers. */
  dismiss(): void {
    if (this.links.length > 0) this.send({ type: "dismiss" });
    this.links = [];
  }
}
