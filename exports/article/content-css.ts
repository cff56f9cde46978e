/**
 * Style of an article's parts, the same on the page and in the fragment.
 *
 * Colours and fonts come from custom properties that the two style sheets set. Headings are told by
 * where they stand: a fragment has other levels of them.
 *
 * @param prefix
 *   Put before every class: empty on the page.
 */
export function contentCss(prefix: string): string {
  return rules.replaceAll('.$', `.${prefix}`)
}

const rules = `
.$article :where(h1, h2, h3, h4, h5, h6) {
  font-family: var(--marrow-display);
  font-weight: 600;
  line-height: 1.2;
  text-wrap: balance;
  overflow-wrap: break-word;
}
.$article :where(p, ul, ol, dl, table, figure, blockquote) { margin-block: 0 1em; }
.$article :where(li > p:last-child, li > ul, li > ol, td > :last-child, th > :last-child) { margin-block-end: 0; }
.$article :where(li) { margin-block-end: .35em; }
.$article :where(ul, ol) { padding-inline-start: 1.4em; }
.$article :where(li)::marker { color: var(--marrow-accent); }
.$article :where(a) {
  color: var(--marrow-link);
  text-decoration-line: underline;
  text-decoration-thickness: .06em;
  text-underline-offset: .18em;
  overflow-wrap: break-word;
}
.$article :where(a:hover) { text-decoration-thickness: .12em; }
.$article :where(a, summary, [tabindex]):focus-visible {
  outline: .15rem solid var(--marrow-accent);
  outline-offset: .15rem;
  border-radius: .1rem;
}
.$article :where(img) { max-width: 100%; height: auto; }
.$article :where(abbr[title]) { text-decoration: underline dotted from-font; text-underline-offset: .2em; cursor: help; }
.$article :where(a.$term) { color: inherit; text-decoration: underline dotted from-font; text-decoration-color: var(--marrow-accent); text-underline-offset: .2em; }
.$article :where(a.$term:hover) { color: var(--marrow-link); text-decoration-style: solid; }
.$article :where(a.$term abbr[title]) { text-decoration: none; cursor: pointer; }
.$article :where(sup, sub) { font-size: .72em; line-height: 0; }
.$article :where(:target) { scroll-margin-block-start: 1.5rem; }
.$article :where(li:target, .$terms div:target, .$citation a:target) { background: var(--marrow-target); box-shadow: 0 0 0 .25em var(--marrow-target); }
.$visually-hidden {
  position: absolute;
  width: 1px;
  height: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.$article-header { margin-block-end: 1.75rem; }
.$kicker {
  margin-block: 0 .75rem;
  color: var(--marrow-accent);
  font-size: .85em;
  font-weight: 600;
  letter-spacing: .02em;
}
.$article .$title { margin-block: 0 1rem; font-size: 1.9em; letter-spacing: -.012em; line-height: 1.1; }
.$summary { color: var(--marrow-soft); font-size: 1.2em; line-height: 1.5; }
.$byline { padding-block: .9rem; border-block: 1px solid var(--marrow-line); color: var(--marrow-soft); font-size: .9em; }
.$byline p { margin-block: 0; }
.$byline p + p { margin-block-start: .3rem; }
.$byline b { color: var(--marrow-ink); font-weight: 600; }

.$banners { margin-block-end: 1.75rem; }
.$banner {
  margin-block-end: .6rem;
  padding: .8rem 1.1rem;
  border-radius: .5rem;
  background: var(--marrow-warn-tint);
  border-inline-start: .3rem solid var(--marrow-warn);
  font-size: .93em;
}
.$banner p { margin-block: 0; }
.$banner p + p { margin-block-start: .3rem; }
.$banner-correction, .$banner-restoration { background: var(--marrow-tint); border-color: var(--marrow-accent); }
.$banner-emergency, .$banner-safety, .$banner-withdrawal { background: var(--marrow-alert-tint); border-color: var(--marrow-alert); }

.$article :where(.$figure, .$body figure) { margin-inline: 0; margin-block: 1.75rem; }
.$article .$lead-figure { margin-block-start: 0; }
.$article figure img {
  display: block;
  margin-inline: auto;
  border-radius: .5rem;
  background: #fff;
}
.$article .$lead-figure img { width: 100%; }
.$article figcaption { margin-block-start: .6rem; color: var(--marrow-soft); font-size: .87em; line-height: 1.45; }
.$figure-credit { display: block; font-size: .93em; }
.$only-print { display: none; }
.$figure-withheld { padding: 1rem 1.2rem; border: 1px dashed var(--marrow-line); border-radius: .5rem; color: var(--marrow-soft); }

.$key-points { margin-block: 0 2rem; padding: 1.3rem 1.5rem; border-radius: .75rem; background: var(--marrow-tint); }
.$article .$key-points > :is(h2, h3, h4, h5, h6) { margin-block: 0 .6rem; font-family: inherit; font-size: 1em; }
.$key-points ul { margin-block-end: 0; }

.$body > section > :is(h2, h3, h4, h5, h6) { margin-block: 2.4em .6em; font-size: 1.5em; letter-spacing: -.006em; }
.$body > section > section > :is(h2, h3, h4, h5, h6) { margin-block: 1.8em .5em; font-size: 1.2em; }
.$body section section section > :is(h2, h3, h4, h5, h6) { margin-block: 1.5em .4em; font-size: 1.02em; }
.$body > section:first-child > :first-child { margin-block-start: 0; }

.$article-expert-board .$body > section:has(> figure) { display: grid; grid-template-columns: clamp(4rem, 18%, 7rem) minmax(0, 1fr); column-gap: clamp(.9rem, 4%, 1.5rem); margin-block-start: 2.5rem; }
.$article-expert-board .$body > section > * { grid-column: 2; }
.$article.$article-expert-board .$body > section > figure { grid-column: 1; grid-row: 1 / span 30; align-self: start; margin-block: 0; }
.$article-expert-board .$body > section:has(> figure) > :first-child { margin-block-start: 0; }
.$citation { font-variant-numeric: tabular-nums; }
.$citation a { padding-inline: .12em; text-decoration: none; }

.$callout {
  margin-block: 1.75rem;
  padding: 1.1rem 1.3rem;
  border-radius: .6rem;
  background: var(--marrow-tint);
  border-inline-start: .3rem solid var(--marrow-accent);
}
.$callout > :last-child { margin-block-end: 0; }
.$callout-warning { background: var(--marrow-warn-tint); border-color: var(--marrow-warn); }
.$callout-urgent { background: var(--marrow-alert-tint); border-color: var(--marrow-alert); }
.$callout-title { margin-block-end: .35rem; font-weight: 700; }

.$related-article { margin-block: 1.75rem; padding: .9rem 1.3rem; border: 1px solid var(--marrow-line); border-radius: .6rem; }
.$related-article p { margin-block: 0; }
.$related-label { color: var(--marrow-soft); font-size: .87em; font-weight: 600; }
.$locator { padding-inline: .1em; color: var(--marrow-soft); }

.$article .$pull-quote { margin-block: 2rem; padding-inline-start: 1.3rem; border-inline-start: .2rem solid var(--marrow-accent); }
.$article :where(.$pull-quote, .$expert-quote) blockquote { margin: 0; font-family: var(--marrow-display); font-size: 1.25em; line-height: 1.4; }
.$pull-quote blockquote > :last-child { margin-block-end: 0; }
.$article .$expert-quote { margin: 2.75rem 0; padding: 1.6rem 1.75rem; border-radius: .75rem; background: var(--marrow-tint); }
.$expert-quote blockquote p { margin-block: 0; }
.$expert-quote blockquote p::before { content: open-quote; }
.$expert-quote blockquote p::after { content: close-quote; }
.$expert-quote figcaption b { display: block; color: var(--marrow-ink); }
.$affiliation, .$expert-role { display: block; }

.$table-scroll { margin-block: 1.75rem; overflow-x: auto; }
.$article table { width: 100%; margin: 0; border-collapse: collapse; font-size: .93em; line-height: 1.45; }
.$article caption { padding-block-end: .6rem; color: var(--marrow-soft); font-weight: 600; text-align: start; }
.$article :where(th, td) { min-width: 7rem; padding: .6rem .8rem; border-block-end: 1px solid var(--marrow-line); text-align: start; vertical-align: top; }
.$article :where(td:last-child) { min-width: 11rem; }
.$article thead th { border-block-end: 2px solid var(--marrow-accent); }
.$article tbody th { font-weight: 600; }

.$article :where(.$terms, .$sources, .$about, .$related, .$share) { margin-block-start: 2.5rem; padding-block-start: 1.5rem; border-block-start: 1px solid var(--marrow-line); }
.$article :where(.$terms, .$sources, .$about, .$related, .$share) > :is(h2, h3, h4, h5, h6) { margin-block: 0 .8rem; font-size: 1.2em; }
.$article :where(.$terms, .$sources, .$about) { font-size: .9em; }
.$article :where(.$terms, .$sources, .$about) > :is(h2, h3, h4, h5, h6) { font-size: 1.33em; }
.$terms dl { columns: 2 16rem; column-gap: 2rem; }
.$terms dl > div { margin-block-end: .8em; break-inside: avoid; }
.$terms dt { font-weight: 600; }
.$terms dd { margin: 0; }
.$sourcing { color: var(--marrow-soft); }
.$source-list { padding-inline-start: 2em; }
.$source { margin-block-end: 1em; overflow-wrap: break-word; }
.$source p { margin-block: 0 .2em; }
.$source::marker { font-variant-numeric: tabular-nums; font-weight: 600; }
.$source-retracted .$reference { text-decoration: line-through; text-decoration-color: var(--marrow-alert); }
.$source-state, .$back-links, .$support { color: var(--marrow-soft); font-size: .93em; }
.$source-state-corrected .$state-words, .$source-state-expression-of-concern .$state-words { color: var(--marrow-warn-ink); font-weight: 700; }
.$source-state-retracted .$state-words { color: var(--marrow-alert-ink); font-weight: 700; }
.$back-link { display: inline-block; min-width: 1.75em; line-height: 1.75em; text-align: center; }
.$support summary { display: inline-block; padding-block: .15em; cursor: pointer; text-decoration: underline dotted; text-underline-offset: .2em; }

.$about dl { display: grid; gap: .4rem 1.5rem; }
.$about dl > div { display: grid; grid-template-columns: minmax(8rem, 13rem) minmax(0, 1fr); gap: 0 1rem; }
.$about dt { color: var(--marrow-soft); }
.$about dd { grid-column: 2; margin: 0; overflow-wrap: anywhere; }
.$digest { font-family: var(--marrow-mono); font-size: .9em; }
.$disclaimer { color: var(--marrow-soft); font-size: .9em; }
@media (max-width: 30rem) {
  .$about dl > div { grid-template-columns: minmax(0, 1fr); }
  .$about dd { grid-column: 1; }
}
`
