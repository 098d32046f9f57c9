import type { FromKernel, ToKernel } from "../protocol.js";

/** A helper's kernel, as the leader's owner sees it. */
export interface Helper {
  post(message: ToKernel): void;
  /** Ends it at once; it is not reported as lost afterwards. */
  terminate(): void;
}

/** What is heard of a helper. */
export interface HelperEvents {
  readonly message: (message: FromKernel) => void;
  /** It has broken down. */
  readonly lost: () => void;
}

/**
 * Starts a helper and connects it and the leader by a channel.
 *
 * @param crew number of the crew
 * @param helper number of the helper in the crew
 */
export type StartHelper = (crew: number, helper: number, events: HelperEvents) => Helper;

/** What a leader asks for. */
export type Recruiting = Extract<FromKernel, { readonly type: "recruit" }>;

/** The helpers of a kernel, one crew at a time: the kernel's owner starts and ends them for it. */
export class Helpers {
  private present: readonly Helper[] = [];

  constructor(
    private readonly toLeader: (message: ToKernel) => void,
    private readonly start: StartHelper,
  ) {}

  /** Starts a crew; an earlier one ends. */
  recruit({ crew, helpers: count, assistance }: Recruiting): void {
    this.dismiss();
    this.present = Array.from({ length: count }, (_, number) => {
      const helper = this.start(crew, number, {
        message: ({ type }) => {
          if (type === "ended") helper.terminate();
        },
        // Whatever a helper breaks down of, the leader goes on without it.
        lost: () => this.toLeader({ type: "lost", crew, helper: number }),
      });
      helper.post({ type: "assist", assistance });
      return helper;
    });
  }

  /** Ends the crew. */
  dismiss(): void {
    for (const helper of this.present) helper.terminate();
    this.present = [];
  }
}
