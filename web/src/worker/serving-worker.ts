/** Prices a served model at tighter and looser objectives: what a faster answer costs. */
import type { PortfolioDocument } from '../../../src/domain/schema.ts';
import { ModelRates } from '../../../src/serving/served-rates.ts';

/** Time per token as multiples of the model's own objective. */
const MULTIPLES = [0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 2] as const;

export interface LatencyPoint {
  readonly model: string;
  readonly accelerator: string;
  readonly tpotMs: number;
  /** Tokens per second and accelerator over those at the model's own objective. */
  readonly throughput: number;
  /** Whether this is the model's own objective. */
  readonly own: boolean;
}

addEventListener('message', ({ data: document }: MessageEvent<PortfolioDocument>) => {
  postMessage(pointsOf(document));
});

function pointsOf(document: PortfolioDocument): LatencyPoint[] {
  const at = (multiple: number) => {
    const models = document.models.map((model) => {
      const { tpotMs } = model.objectives;
      if (!tpotMs) return model;
      const typical = tpotMs.typical * multiple;
      const scaled = { ...tpotMs, low: typical, typical, high: typical };
      return { ...model, objectives: { ...model.objectives, tpotMs: scaled } };
    });
    return new ModelRates({ ...document, models });
  };
  const own = at(1);
  return MULTIPLES.flatMap((multiple) => {
    const rates = at(multiple);
    return document.models.flatMap(({ id, name, objectives: { tpotMs } }) =>
      document.accelerators.flatMap(({ id: accelerator }): LatencyPoint[] => {
        const [base, found] = [own.rate(id, accelerator, 'output'), rates.rate(id, accelerator, 'output')];
        if (!tpotMs || !base || !found) return [];
        const throughput = found.counted.value / base.counted.value;
        return [
          { model: name, accelerator, throughput, tpotMs: tpotMs.typical * multiple, own: multiple === 1 },
        ];
      }),
    );
  });
}
