/**
 * Writes examples/cadence-2025-hindsight/portfolio.yaml: the portfolio of the day with the changes that hindsight makes.
 *
 *   npm run examples
 */
import { readFile, writeFile } from 'node:fs/promises';
import { type Document, isMap, isSeq, parse, parseDocument } from 'yaml';

const folder = new URL('../examples/', import.meta.url);

interface Change {
  /** Keys, and ids of entries of lists. */
  readonly path: readonly string[];
  readonly value?: unknown;
  /** Entries that are added to a list, in place of a new value. */
  readonly add?: readonly unknown[];
}

/** The text of the hindsight portfolio, made from the files that are committed. */
export async function hindsightPortfolio(): Promise<string> {
  const document = parseDocument(await readFile(new URL('cadence-2025/portfolio.yaml', folder), 'utf8'));
  const changes = parse(
    await readFile(new URL('cadence-2025-hindsight/changes.yaml', folder), 'utf8'),
  ) as readonly Change[];
  for (const change of changes) apply(document, change);
  document.commentBefore =
    ' Made by `npm run examples` from ../cadence-2025/portfolio.yaml and changes.yaml. What became known after the as-of\n' +
    ' date: for the backtest only.';
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function apply(document: Document, { path, value, add }: Change): void {
  const place = placeOf(document, path);
  if (add) for (const entry of add) document.addIn(place, document.createNode(entry));
  else document.setIn(place, document.createNode(value));
}

/** The path with ids of entries as positions. Throws where an entry is not there. */
function placeOf(document: Document, path: readonly string[]): (string | number)[] {
  const place: (string | number)[] = [];
  for (const key of path) {
    const parent = place.length === 0 ? document.contents : document.getIn(place, true);
    if (!isSeq(parent)) {
      place.push(key);
      continue;
    }
    const index = parent.items.findIndex((item) => isMap(item) && item.get('id') === key);
    if (index < 0) throw new Error(`${path.join('.')}: there is no ${key}`);
    place.push(index);
  }
  return place;
}

if (import.meta.url === new URL(process.argv[1] ?? '', 'file:').href)
  await writeFile(new URL('cadence-2025-hindsight/portfolio.yaml', folder), await hindsightPortfolio());
