/** XML as a walk over elements and texts; prefixes of names do not count. */
import { Parser } from 'saxen';

export interface XmlHandlers {
  /** `attributes` is asked only where it is needed: reading them is most of the work. */
  open(name: string, attributes: () => Readonly<Record<string, string>>): void;
  close?(name: string): void;
  /** Text with its entities decoded. */
  text?(text: string): void;
}

/** Walks `xml`, if there is any; throws for what is not well formed. Entities of a document's own are not expanded. */
export function walkXml(xml: string | undefined, { open, close, text }: XmlHandlers): void {
  if (xml === undefined) return;
  const parser = new Parser();
  parser.on('openTag', (name, attributes) => open(local(name), attributes));
  if (close) parser.on('closeTag', (name) => close(local(name)));
  if (text) parser.on('text', (raw) => text(decoded(raw))).on('cdata', text);
  parser.on('error', (fault) => {
    throw fault;
  });
  parser.parse(xml.startsWith('\uFEFF') ? xml.slice(1) : xml);
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** `&amp;`, `&#228;` and `&#x1F3ED;` as characters. */
export function decoded(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name) return named[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
