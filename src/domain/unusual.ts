/** Figures of a sound portfolio that are far from what is usual: most often a slip of units. */
import { type Dimension, otherReading, unitOf } from '../units/dimension.ts';
import { type Path, type Problem, problem } from '../units/problem.ts';
import { isQuantity } from './quantity.ts';
import { type JsonSchema, type PortfolioDocument, publishedSchema } from './schema.ts';
import { type Usual, usualPerMw } from './usual.ts';

/** Every figure beyond what its field usually holds, and every project beyond what a MW usually costs. Nothing of it is an error. */
export function unusualFigures(document: PortfolioDocument): Problem[] {
  return [...beyondUsual([publishedSchema()], document, []), ...document.projects.flatMap(costPerMw)];
}

/** Walks a value beside the schemas that may describe it. */
function beyondUsual(schemas: readonly JsonSchema[], value: unknown, path: Path): Problem[] {
  if (isQuantity(value)) {
    const terms = schemas.find((schema) => schema['x-usual']);
    return terms ? figureBeyond(terms, value, path) : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  const branches = schemas.flatMap((schema) => [schema, ...(schema.anyOf ?? [])]);
  return Object.entries(value).flatMap(([key, part]) => {
    const described = branches.flatMap(({ items, properties, additionalProperties }) => {
      const of = Array.isArray(value)
        ? items
        : (properties?.[key] ??
          (typeof additionalProperties === 'object' ? additionalProperties : undefined));
      return of ? [of, ...(of.anyOf ?? [])] : [];
    });
    return beyondUsual(described, part, [...path, Array.isArray(value) ? Number(key) : key]);
  });
}

function figureBeyond(
  schema: JsonSchema,
  { low, high }: { readonly low: number; readonly high: number },
  path: Path,
): Problem[] {
  const { minimum, maximum } = schema['x-usual'] as Usual;
  const dimension = schema['x-dimension'] as Dimension;
  const found = [high, low].find((end) => end !== 0 && (end < minimum || end > maximum));
  if (found === undefined) return [];
  const meant = otherReading(found, dimension, { minimum, maximum });
  return [problem('unusual', path, found, { minimum, maximum, unit: unitOf(dimension), meant })];
}

/** Stages whose work is all of what a site costs. */
const whole: readonly string[] = ['exploratory', 'site-control', 'permitted'];

/** What was spent and what remains, per MW; too little can only be told of a project that has not begun to build. */
function costPerMw(project: PortfolioDocument['projects'][number], index: number): Problem[] {
  const stages = project.stages ?? project.tracks?.flatMap((track) => track.stages) ?? [];
  const costUsd = stages.reduce((sum, stage) => sum + stage.costUsd.typical, project.spentUsd.typical);
  const usdPerMw = costUsd / project.itPowerMw.typical;
  const { minimum, maximum } = usualPerMw;
  const early = stages.some(({ stage }) => whole.includes(stage));
  if (usdPerMw <= maximum && (usdPerMw >= minimum || usdPerMw === 0 || !early)) return [];
  const terms = { usdPerMw, minimum, maximum };
  return [problem('unusual-cost', ['projects', index], project.name, terms)];
}
