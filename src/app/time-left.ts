/** One time limit over the steps of a command. */

/**
 * Starts a time limit now. The function that it returns says how many seconds of it a next step may take: all that are left, or a share of them;
 * nothing where there is no limit.
 */
export function timeLeft(
  limitSeconds: number | undefined,
): (share?: number) => { readonly timeLimitSeconds?: number } {
  if (limitSeconds === undefined) return () => ({});
  const end = performance.now() + 1000 * limitSeconds;
  return (share = 1) => ({ timeLimitSeconds: Math.max(0, (share * (end - performance.now())) / 1000) });
}
