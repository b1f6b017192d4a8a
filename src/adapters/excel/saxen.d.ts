/** The part of `saxen` that is used here; the package has no types of its own. */
declare module 'saxen' {
  /** Calls back for every tag and text of a document, in its order. */
  export class Parser {
    on(
      event: 'openTag',
      handle: (name: string, attributes: () => Readonly<Record<string, string>>) => void,
    ): this;
    on(event: 'closeTag', handle: (name: string) => void): this;
    on(event: 'text' | 'cdata', handle: (text: string) => void): this;
    on(event: 'error' | 'warn', handle: (fault: Error) => void): this;
    parse(xml: string): void;
  }
}
