import { describe, expect, it } from 'vitest';
import { embeddedJson, html } from './markup.ts';

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
