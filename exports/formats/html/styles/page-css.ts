import {themeCss} from '../../../theme-css.ts'
import {contentCss} from '../../../article/content-css.ts'
import {printCss} from './print-css.ts'

const layout = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--marrow-paper); font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0; color: var(--marrow-ink); font-family: var(--marrow-text); line-height: 1.62; }
main:focus { outline: none; }
.skip { position: absolute; inset-inline-start: 1rem; inset-block-start: -6rem; padding: .6rem 1rem; background: var(--marrow-paper); color: var(--marrow-link); }
.skip:focus { inset-block-start: .75rem; z-index: 1; outline: .15rem solid var(--marrow-accent); }

.masthead, .footer, .article { max-width: 64rem; margin-inline: auto; padding-inline: 1.25rem; }
.masthead { padding-block: 1.1rem; }
.masthead p { margin: 0; color: var(--marrow-accent); font-family: var(--marrow-display); font-size: 1.1rem; font-weight: 600; }
.article { padding-block: 1.5rem 3rem; }
.article .title { font-size: clamp(1.9rem, 1.2rem + 3vw, 2.75rem); }

.toc { margin-block-end: 1.75rem; font-size: .9rem; line-height: 1.45; }
.toc summary { cursor: pointer; }
.toc-fold > summary { padding-block: .5rem; font-weight: 600; }
.toc-all > summary { display: inline-block; padding-block: .35rem; color: var(--marrow-link); text-decoration: underline; text-underline-offset: .18em; }
.toc ol { margin: 0; padding: 0; list-style: none; }
.toc li { margin: 0; }
.toc li li { padding-inline-start: 1rem; }
.toc a { display: block; padding-block: .32rem; color: var(--marrow-soft); text-decoration: none; }
.toc a:hover { color: var(--marrow-link); text-decoration: underline; }
.toc-fold:has(.toc-all[open]) .toc-short { display: none; }

.feedback { margin-block-start: 2.5rem; padding: 1.4rem 1.5rem; border: 1px solid var(--marrow-line); border-radius: .75rem; }
.article .feedback h2 { margin-block: 0 .8rem; font-size: 1.1rem; }
.feedback fieldset { display: flex; flex-wrap: wrap; gap: .4rem .6rem; margin: 0 0 1rem; padding: 0; border: 0; }
.feedback fieldset label { display: inline-flex; align-items: center; gap: .45rem; padding: .4rem .85rem; border: 1px solid var(--marrow-line); border-radius: 2rem; cursor: pointer; }
.feedback fieldset label:has(:checked) { border-color: var(--marrow-accent); background: var(--marrow-tint); }
.feedback input { margin: 0; accent-color: var(--marrow-accent); }
.feedback-label { display: block; margin-block-end: .35rem; font-size: .9rem; }
.feedback textarea { display: block; width: 100%; padding: .6rem .75rem; border: 1px solid var(--marrow-soft); border-radius: .4rem; background: var(--marrow-paper); color: inherit; font: inherit; resize: vertical; }
.feedback .hint { margin-block: .35rem .9rem; color: var(--marrow-soft); font-size: .85rem; }
.feedback button { padding: .5rem 1.3rem; border: 0; border-radius: .4rem; background: var(--marrow-accent); color: var(--marrow-paper); font: inherit; font-weight: 600; cursor: pointer; }
.feedback :is(input, textarea, button):focus-visible { outline: .15rem solid var(--marrow-accent); outline-offset: .15rem; }

.article .share { border: 0; padding-block-start: 0; margin-block-start: 1.5rem; display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; }
.article .share > h2 { margin: 0; font-family: inherit; font-size: .95rem; }
.share ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
.share li { margin: 0; }
.share a, .related li a { display: inline-block; padding-block: .2rem; }

.footer { padding-block: 1.5rem 3rem; border-block-start: 1px solid var(--marrow-line); color: var(--marrow-soft); font-size: .9rem; }
.footer > * { max-width: 42rem; margin-block: 0 .8rem; }
.footer ul { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; padding: 0; list-style: none; }
.footer a { display: inline-block; padding-block: .2rem; color: var(--marrow-link); text-underline-offset: .18em; }

@media screen and (min-width: 60rem) {
  .article { display: grid; grid-template-columns: minmax(0, 42rem) minmax(0, 15rem); column-gap: 4.5rem; }
  .article > * { grid-column: 1; }
  .article > .toc { grid-column: 2; grid-row: 1 / span 4; align-self: start; position: sticky; inset-block-start: 1.5rem; max-height: calc(100vh - 3rem); overflow-y: auto; padding-inline-start: 1.25rem; border-inline-start: 1px solid var(--marrow-line); }
}
@media print {
  @page { margin: 2cm; }
  html { font-size: 10.5pt; }
  .masthead, .footer, .article { max-width: none; padding-inline: 0; }
  .skip, .toc, .feedback, .article .share { display: none; }
}
`

/** The standalone page's whole style sheet. */
export const pageCss: string = themeCss(':root') + layout + contentCss('') + printCss('')
