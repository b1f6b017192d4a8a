/** Changes a portfolio's log of evidence in its YAML text; comments and all other lines stay as they are. */
import {
  isMap,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
  Document as YamlDocument,
} from 'yaml';

interface NewEntry {
  readonly id: string;
  readonly about: string;
  readonly source: string;
  readonly [key: string]: unknown;
}

type Change =
  | {
      readonly kind: 'add';
      readonly entry: NewEntry;
      readonly source?: { readonly id: string; readonly title: string; readonly url?: string };
    }
  | { readonly kind: 'retract'; readonly id: string; readonly on: string; readonly reason: string };

/** `text` with an entry added (and the document that it is from) or retracted; `undefined` where the entry to retract is not there. */
export function changeEvidence(text: string, change: Change): string | undefined {
  if (change.kind === 'retract') return retracted(text, change);
  const sourced = change.source ? appended(text, 'sources', change.source) : text;
  return appended(sourced, 'evidence', change.entry);
}

function appended(text: string, key: string, entry: object): string {
  const list = listAt(text, key);
  if (list === undefined || list.items.length === 0) {
    const without = list?.range ? removed(text, key) : text;
    const gap = without.endsWith('\n') ? '' : '\n';
    return `${without}${gap}\n${key}:\n${item(entry, '  ')}`;
  }
  if (list.flow) {
    const end = list.range![1] - 1;
    const before = text.slice(0, end).trimEnd();
    const comma = before.endsWith(',') ? '' : ',';
    return `${before}${comma} ${JSON.stringify(entry)} ${text.slice(end)}`;
  }
  const last = list.items.at(-1) as { range?: [number, number, number] };
  const start = (list.items[0] as { range: [number, number, number] }).range[0];
  const dash = text.lastIndexOf('-', start);
  const indent = text.slice(text.lastIndexOf('\n', dash) + 1, dash);
  const end = lineEnd(text, last.range![1]);
  const head = text.slice(0, end);
  return `${head}${head.endsWith('\n') ? '' : '\n'}${item(entry, indent)}${text.slice(end)}`;
}

function retracted(
  text: string,
  { id, on, reason }: Extract<Change, { kind: 'retract' }>,
): string | undefined {
  const entry = listAt(text, 'evidence')?.items.find(
    (one): one is YAMLMap => isMap(one) && one.get('id') === id && !one.has('retracted'),
  );
  if (!entry) return undefined;
  const mark = `retracted: { on: ${on}, reason: ${JSON.stringify(reason)} }`;
  if (entry.flow) {
    const end = entry.range![1] - 1;
    return `${text.slice(0, end).trimEnd()}, ${mark} ${text.slice(end)}`;
  }
  const first = (entry.items[0] as Pair<{ range: [number, number, number] }>).key.range[0];
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first) + 1));
  const end = lineEnd(text, entry.range![1]);
  const head = text.slice(0, end);
  return `${head}${head.endsWith('\n') ? '' : '\n'}${indent}${mark}\n${text.slice(end)}`;
}

function listAt(text: string, key: string): YAMLSeq | undefined {
  const { contents } = parseDocument(text);
  const value = isMap(contents) ? contents.get(key, true) : undefined;
  return isSeq(value) ? value : undefined;
}

/** The text without the line of an empty list. */
function removed(text: string, key: string): string {
  return text.replace(new RegExp(`^${key}:\\s*\\[\\s*\\]\\s*$\\n?`, 'm'), '');
}

/** The end of the line that holds the last character before `at`, its line break included. */
function lineEnd(text: string, at: number): number {
  const from = at > 0 && text[at - 1] === '\n' ? at - 1 : at;
  const next = text.indexOf('\n', from);
  return next < 0 ? text.length : next + 1;
}

function item(entry: object, indent: string): string {
  const lines = new YamlDocument(entry, { aliasDuplicateObjects: false })
    .toString({ lineWidth: 0, flowCollectionPadding: true })
    .trimEnd()
    .split('\n');
  return lines.map((line, i) => `${indent}${i === 0 ? '- ' : '  '}${line}\n`).join('');
}
