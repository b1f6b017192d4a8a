/** How often each of many may ask: a store of requests that fills up again at a steady rate. */

/** Requests at once, requests a second in the long run, and a clock in seconds that never goes back. */
export interface RateLimitOptions {
  readonly burst: number;
  readonly perSecond: number;
  readonly seconds: () => number;
}

/** Counts requests by whose they are. */
export class RateLimit {
  readonly #options: RateLimitOptions;
  readonly #left = new Map<string, { requests: number; at: number }>();

  constructor(options: RateLimitOptions) {
    this.#options = options;
  }

  /** Counts a request; 0 where it may go on, else the seconds until one may. */
  secondsToWait(name: string): number {
    const { burst, perSecond, seconds } = this.#options;
    const now = seconds();
    const { requests, at } = this.#left.get(name) ?? { requests: burst, at: now };
    const left = Math.min(burst, requests + (now - at) * perSecond);
    if (left < 1) return (1 - left) / perSecond;
    this.#left.set(name, { requests: left - 1, at: now });
    return 0;
  }
}
