/** Portfolios as YAML text. */
import { isMap, isScalar, type Scalar, visit, Document as YamlDocument } from 'yaml';
import type { PortfolioDocument, PortfolioInput } from '../../domain/schema.ts';
import { portfolioToInput } from '../../domain/write.ts';

/** A parsed portfolio as YAML that reads back as the same document. */
export function portfolioToYaml(document: PortfolioDocument): string {
  return inputToYaml(portfolioToInput(document));
}

/**
 * A portfolio as a file would hold it, as YAML: figures with provenance and short entries on one line each,
 * `heading` as a comment above it.
 */
export function inputToYaml(input: PortfolioInput, heading = ''): string {
  const document = new YamlDocument(input, { aliasDuplicateObjects: false });
  if (heading) document.commentBefore = heading.replace(/^(?=.)/gm, ' ');
  visit(document, {
    Map: (_, map) => {
      if (isShort(map)) map.flow = true;
    },
    Seq: (_, seq) => {
      if (seq.items.length > 0 && seq.items.every((item) => isScalar(item))) seq.flow = true;
    },
  });
  for (const { key, value } of isMap<Scalar>(document.contents) ? document.contents.items : []) {
    if (!isScalar(value)) key.spaceBefore = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** A section of at most six plain values, such as a figure with its provenance or a pool. */
function isShort(node: unknown): boolean {
  return (
    isMap(node) &&
    node.items.length > 0 &&
    node.items.length <= 6 &&
    node.items.every(({ value }) => isScalar(value))
  );
}
