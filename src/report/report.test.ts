import { describe, expect, it } from 'vitest';
import { formatQuarter } from '../units/quarter.ts';
import { embeddedJson, html } from './markup.ts';
import {
  futuresOf,
  likeliestFuture,
  quantileOf,
  quantilesByQuarter,
  quartersOf,
  treeOfPlan,
} from './plan-tree.ts';
import { bandPath, linearScale, stepPoints } from './scale.ts';

describe('markup', () => {
  it('escapes what is put in, in text and in attributes', () => {
    const name = `<script>alert("x")</script> & 'y'`;
    expect(html`<b title="${name}">${name}</b>`.text).toBe(
      '<b title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;</b>',
    );
  });

  it('keeps markup, joins lists and leaves out what is absent', () => {
    expect(html`<p>${[html`<b>1</b>`, 2, null, false, undefined]}</p>`.text).toBe('<p><b>1</b>2</p>');
  });

  it('embeds data that cannot end its element', () => {
    expect(embeddedJson({ name: '</script>' }).text).toBe('{"name":"\\u003c/script>"}');
  });
});

describe('a scale', () => {
  it('covers its domain with round ticks', () => {
    const scale = linearScale([0, 674], [300, 0]);
    expect(scale.ticks).toEqual([0, 200, 400, 600, 800]);
    expect([scale(0), scale(800)]).toEqual([300, 0]);
  });

  it('reaches below 0 and survives a domain of one value', () => {
    expect(linearScale([-0.67, 5.2], [0, 1], 6).ticks).toEqual([-1, 0, 1, 2, 3, 4, 5, 6]);
    expect(linearScale([0, 0], [0, 1]).ticks.length).toBeGreaterThan(1);
  });

  it('draws steps to the end of the last quarter, and bands as closed shapes', () => {
    expect(stepPoints([0, 10], [1, 2], 20)).toEqual([
      [0, 1],
      [10, 1],
      [10, 2],
      [20, 2],
    ]);
    expect(
      bandPath(
        [
          [0, 5],
          [10, 6],
        ],
        [
          [0, 1],
          [10, 2],
        ],
      ),
    ).toBe('M0 5L10 6L10 2L0 1Z');
  });
});

describe('a plan’s tree', () => {
  const tree = treeOfPlan({
    ...{ firstQuarter: '2025Q4', parent: [-1, 0, 0, 1, 2], probability: [1, 0.25, 0.75, 0.25, 0.75] },
    ...{ values: { demand: [1, 3, 2, 9, 4] }, periodHead: [0, 1, 2, 1, 2] },
  });
  const need = tree.values.get('demand')!;

  it('has a quarter per depth', () => {
    expect(quartersOf(tree).map(formatQuarter)).toEqual(['2025Q4', '2026Q1', '2026Q2']);
  });

  it('has futures by rising need, the most probable of which is shown', () => {
    const futures = futuresOf(tree, need);
    expect(futures.map(({ leaf, need: total }) => [leaf, total])).toEqual([
      [4, 7],
      [3, 13],
    ]);
    expect(likeliestFuture(futures).leaf).toBe(4);
  });

  it('shows the median of equally probable futures', () => {
    const futures = [5, 1, 9].map((total, leaf) => ({ leaf, need: total, probability: 1 / 3, path: [] }));
    expect(likeliestFuture(futures).need).toBe(5);
  });

  it('weighs its quantiles by probability', () => {
    expect(quantilesByQuarter(tree, need)).toEqual({ p10: [1, 2, 4], p50: [1, 2, 4], p90: [1, 3, 9] });
    expect(
      quantileOf(
        [
          [1, 0.5],
          [2, 0.5],
        ],
        0.5,
      ),
    ).toBe(1);
  });
});
