/** YAML and JSON as plain data with the place of every value; faults of notation as problems, all at once. */
import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLError,
} from 'yaml';
import {
  inFileOrder,
  type LocatedProblem,
  type Path,
  problem,
  type SyntaxFault,
} from '../../units/problem.ts';
import { SourceMap } from './source-map.ts';

/** Parsed data with its source map, or the faults of the notation. */
export type SourceReading =
  | { readonly data: unknown; readonly map: SourceMap }
  | { readonly problems: readonly LocatedProblem[] };

/** Deeper nesting exhausts the parser's stack; a portfolio needs eight levels. */
const deepest = 60;
/** Values that aliases may repeat in all; more is a bomb (ten aliases of ten aliases …). */
const mostRepeated = 20_000;
/** Faults reported of one file; further ones are mostly echoes. */
const mostFaults = 50;

/** Reads YAML 1.2, core schema. */
export function readYaml(text: string, file: string): SourceReading {
  const nesting = tooDeep(text, file, 'YAML');
  if (nesting) return { problems: [nesting] };
  return convert(text, file, 'YAML');
}

/** Reads JSON strictly: what `JSON.parse` refuses is a fault, and so is a key that is given twice. */
export function readJson(text: string, file: string): SourceReading {
  const nesting = tooDeep(text, file, 'JSON');
  if (nesting) return { problems: [nesting] };
  try {
    JSON.parse(text);
  } catch (error) {
    const at = /position (\d+)/.exec(String(error))?.[1];
    const lines = text.slice(0, at === undefined ? text.length : Number(at)).split('\n');
    const found = problem('syntax', [], sourceLine(text, lines.length), { notation: 'JSON', what: 'other' });
    return {
      problems: [{ ...found, location: { file, line: lines.length, column: lines.at(-1)!.length + 1 } }],
    };
  }
  return convert(text, file, 'JSON');
}

type Notation = 'YAML' | 'JSON';

function convert(text: string, file: string, notation: Notation): SourceReading {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'core',
    stringKeys: true,
  });
  const reader = new Reader(lines, file, text, notation);
  const data = document.errors.length === 0 ? reader.read(document.contents as Node | null, []) : undefined;
  // Behind a tab every further line is amiss to the parser: those faults are echoes.
  const tabs = document.errors.filter(({ code }) => code === 'TAB_AS_INDENT');
  const errors = tabs.length > 0 ? tabs : [...document.errors, ...document.warnings];
  const faults = errors.map((error) => reader.fault(error));
  const problems = inFileOrder(firstPerLine([...faults, ...reader.problems])).slice(0, mostFaults);
  return problems.length > 0 ? { problems } : { data, map: reader.map };
}

/** Walks the syntax tree once, resolving aliases within a budget and noting every value's place. */
class Reader {
  readonly map = new SourceMap();
  readonly problems: LocatedProblem[] = [];
  #repeated = 0;
  readonly #anchors = new Map<string, Node>();
  readonly #targets = new Map<Alias, Node>();
  readonly #lines: LineCounter;
  readonly #file: string;
  readonly #text: string;
  readonly #notation: Notation;

  constructor(lines: LineCounter, file: string, text: string, notation: Notation) {
    [this.#lines, this.#file] = [lines, file];
    [this.#text, this.#notation] = [text, notation];
  }

  read(node: Node | null, path: Path, withinAlias = 0): unknown {
    this.map.note(path, this.#location(node?.range?.[0] ?? 0));
    if (withinAlias > 0 && ++this.#repeated > mostRepeated) return this.#refuse(node, path, 'expansion');
    if (node && 'anchor' in node && node.anchor && withinAlias === 0) this.#anchors.set(node.anchor, node);
    if (isAlias(node)) return this.#readAlias(node, path, withinAlias);
    if (isScalar(node)) return typeof node.value === 'bigint' ? Number(node.value) : node.value;
    if (isSeq(node)) return node.items.map((item, i) => this.read(item as Node, [...path, i], withinAlias));
    if (!isMap(node)) return null;
    return Object.fromEntries(
      (node.items as Pair<Node, Node | null>[]).map(({ key, value }) => {
        const name = isScalar(key) ? String(key.value) : String(key);
        if (key?.range) this.map.note([...path, name], this.#location(key.range[0]));
        return [name, this.read(value, [...path, name], withinAlias)];
      }),
    );
  }

  /** The problem behind a fault that the parser found; the value shown is the line of the file. */
  fault(error: YAMLError): LocatedProblem {
    const location = this.#location(error.pos[0]);
    const got = sourceLine(this.#text, location.line);
    if (error.code === 'DUPLICATE_KEY') {
      const name = /^["']?([\w.-]+)/.exec(this.#text.slice(error.pos[0]))?.[1] ?? got;
      const earlier = this.#text.slice(0, error.pos[0]).split('\n');
      const key = new RegExp(`(^|[\\s{,"'-])${name.replace(/[.]/g, '\\.')}["']?\\s*:`);
      const firstLine = earlier.findLastIndex((line, i) => i < earlier.length - 1 && key.test(line)) + 1;
      const params = { firstLine: firstLine || location.line };
      return { ...problem('duplicate-key', [name], name, params), location };
    }
    const what = faults[error.code] ?? 'other';
    return { ...problem('syntax', [], got, { notation: this.#notation, what }), location };
  }

  /** An alias means the last anchor of its name before it; inside a repeated value, the one it meant there. */
  #readAlias(node: Alias, path: Path, withinAlias: number): unknown {
    const target = this.#targets.get(node) ?? this.#anchors.get(node.source);
    if (!target) return this.#refuse(node, path, 'alias');
    if (withinAlias >= deepest) return this.#refuse(node, path, 'expansion');
    this.#targets.set(node, target);
    return this.read(target, path, withinAlias + 1);
  }

  #refuse(node: Node | null, path: Path, what: SyntaxFault): null {
    const location = this.#location(node?.range?.[0] ?? 0);
    const got = sourceLine(this.#text, location.line);
    if (!this.problems.some(({ code }) => code === 'syntax')) {
      this.problems.push({
        ...problem('syntax', path.slice(0, 8), got, { notation: this.#notation, what }),
        location,
      });
    }
    return null;
  }

  #location(offset: number) {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line, column: col };
  }
}

const faults: Readonly<Record<string, SyntaxFault>> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indentation',
  BLOCK_AS_IMPLICIT_KEY: 'indentation',
  BLOCK_IN_FLOW: 'indentation',
  MULTILINE_IMPLICIT_KEY: 'indentation',
  MISSING_CHAR: 'quote or bracket',
  BAD_ALIAS: 'alias',
  ALIAS_PROPS: 'alias',
  MULTIPLE_DOCS: 'several documents',
  TAG_RESOLVE_FAILED: 'tag',
  MULTIPLE_TAGS: 'tag',
  NON_STRING_KEY: 'key',
  KEY_OVER_1024_CHARS: 'key',
  RESOURCE_EXHAUSTION: 'nesting',
};

/** The first line nested deeper than any portfolio, judged without parsing: deep nesting can kill the process. */
function tooDeep(text: string, file: string, notation: Notation): LocatedProblem | undefined {
  let open = 0;
  for (const [i, line] of text.split('\n').entries()) {
    const content = line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').replace(/(^|\s)#.*$/, '');
    for (const character of content) {
      if (character === '[' || character === '{') open++;
      else if (character === ']' || character === '}') open = Math.max(0, open - 1);
      if (open > deepest) break;
    }
    const indent = /^\s*(?:[-?:]\s+)*/.exec(line.slice(0, 10_000))![0];
    const levels = notation === 'YAML' ? (indent.match(/[-?:]/g)?.length ?? 0) + indent.length / 8 : 0;
    if (open > deepest || levels > deepest) {
      const found = problem('syntax', [], line.trim().slice(0, 60), { notation, what: 'nesting' });
      return { ...found, location: { file, line: i + 1 } };
    }
  }
  return undefined;
}

function firstPerLine(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const seen = new Set<unknown>();
  return problems.filter(({ location, code }) => {
    const key = `${code} ${location && 'line' in location ? location.line : ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function sourceLine(text: string, line: number | undefined): string {
  return text.split('\n', line)[(line ?? 1) - 1]?.trim().slice(0, 200) ?? '';
}
