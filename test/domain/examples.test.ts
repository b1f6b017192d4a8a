import { describe, expect, it } from 'vitest';
import { readPortfolioPath } from '../../src/adapters/files/read-portfolio.ts';
import { isQuantity } from '../../src/domain/quantity.ts';
import { nodesOf } from '../../src/domain/rules/demand.ts';
import { renderProblem } from '../../src/messages/render-problem.ts';
import { formatPath, type Path } from '../../src/units/problem.ts';

async function example(name: string) {
  const reading = await readPortfolioPath(
    new URL(`../../examples/${name}/portfolio.yaml`, import.meta.url).pathname,
  );
  if ('problems' in reading)
    throw new Error(reading.problems.map((found) => renderProblem(found, 'en')).join('\n'));
  return reading.document;
}

/** Figures that are facts of nature, definitions, or the format's own defaults for "none". */
const selfEvident = /latitude|longitude|ratePerAcceleratorHour\.h100$/;

describe('the neocloud example', () => {
  it('is sound and has what newcomers are promised: ten options, four workloads, four generations', async () => {
    const document = await example('neocloud');
    expect([document.projects.length, document.leases.length]).toEqual([8, 2]);
    expect([document.workloads.length, document.accelerators.length, document.regions.length]).toEqual([
      4, 4, 3,
    ]);
    const nodes = nodesOf(document.uncertainty.branching, document.calendar.horizonQuarters);
    expect(nodes).toBe(136);
    const tracked = document.projects.filter(({ tracks }) => (tracks?.length ?? 0) > 1);
    expect(
      tracked.flatMap(({ tracks }) =>
        tracks!.flatMap(({ stages }) => stages.filter((stage) => stage.deliversMw)),
      ),
    ).toHaveLength(2);
  });

  it('says of every figure where it is from, or that it is assumed', async () => {
    const document = await example('neocloud');
    const silent: string[] = [];
    let figures = 0;
    const walk = (value: unknown, path: Path): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!isQuantity(value)) {
        for (const [key, part] of Object.entries(value))
          walk(part, [...path, Array.isArray(value) ? Number(key) : key]);
        return;
      }
      figures++;
      const isDefault = [0, 1, 0.6].includes(value.typical) && value.low === value.high;
      if (value.source === undefined && !value.assumed && !isDefault && !selfEvident.test(formatPath(path))) {
        silent.push(formatPath(path));
      }
    };
    walk(document, []);
    expect(silent).toEqual([]);
    expect(figures).toBeGreaterThan(300);
  });
});
