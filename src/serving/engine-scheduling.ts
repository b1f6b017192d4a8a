/** How an engine schedules, from its documentation and code: facts, not coefficients. */
export interface EngineScheduling {
  /** A request is admitted only when the cache holds its whole answer too, so that nothing is ever preempted. */
  readonly reservesAnswers: boolean;
  /** Copies of the attention take their prompts in the same steps, so that none waits for another's. */
  readonly alignsPrompts: boolean;
}

/**
 * Scheduling of `engine`; any other schedules like vLLM.
 *
 * TensorRT-LLM's default capacity policy is GUARANTEED_NO_EVICT, and it balances the prompts of its attention copies; vLLM and
 * SGLang admit on the prompt's room and preempt (retract) when they erred, and a copy without prompts waits for one that has.
 */
export function schedulingOf(engine: string): EngineScheduling {
  return engine === 'trtllm'
    ? { reservesAnswers: true, alignsPrompts: true }
    : { reservesAnswers: false, alignsPrompts: false };
}
