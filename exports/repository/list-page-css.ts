import {themeCss} from '../theme-css.ts'

const rules = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--marrow-paper); font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem 3rem; background: var(--marrow-paper); color: var(--marrow-ink); font-family: var(--marrow-text); line-height: 1.55; }
header p { margin: 0; padding-block: 1.1rem; color: var(--marrow-accent); font-family: var(--marrow-display); font-size: 1.1rem; font-weight: 600; }
h1, h2, h3 { font-family: var(--marrow-display); font-weight: 600; line-height: 1.2; text-wrap: balance; overflow-wrap: break-word; }
h1 { margin-block: 1.5rem; font-size: clamp(1.9rem, 1.2rem + 3vw, 2.75rem); letter-spacing: -.012em; }
h2 { margin-block: 2.5rem .25rem; font-size: 1.2rem; color: var(--marrow-soft); }
h3 { margin-block: 0 .3rem; font-size: 1.35rem; }
a { color: var(--marrow-link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: .12em; }
a:focus-visible { outline: .15rem solid var(--marrow-accent); outline-offset: .15rem; border-radius: .1rem; }
h3 a { color: inherit; text-decoration-color: var(--marrow-line); }
h3 a:hover { color: var(--marrow-link); text-decoration-color: currentColor; }
ul { margin: 0; padding: 0; list-style: none; }
li { padding-block: 1.15rem; border-block-end: 1px solid var(--marrow-line); }
li:last-child { border: 0; }
li p { margin-block: 0; }
.facts { color: var(--marrow-soft); font-size: .9rem; }
.facts strong { color: var(--marrow-warn-ink); }
.facts code { font-family: var(--marrow-mono); font-size: .9em; overflow-wrap: anywhere; }
.files { display: flex; flex-wrap: wrap; gap: .5rem; margin-block-start: .65rem; font-size: .85rem; }
.files a { padding: .2rem .75rem; border: 1px solid var(--marrow-line); border-radius: 2rem; text-decoration: none; }
.files a:hover { border-color: currentColor; }
.banner { margin: 0; padding: .8rem 1.1rem; border-radius: .5rem; border-inline-start: .3rem solid var(--marrow-warn); background: var(--marrow-warn-tint); font-size: .93rem; }
.withdrawn h3 { color: var(--marrow-soft); text-decoration: line-through; text-decoration-thickness: .06em; }
.withdrawn .facts strong { color: var(--marrow-alert-ink); }
.withdrawn .notice { margin-block: .6rem; padding: .7rem 1rem; border-radius: .5rem; border-inline-start: .3rem solid var(--marrow-alert); background: var(--marrow-alert-tint); }
@media print {
  body { max-width: none; padding: 0; }
  .files { display: none; }
  li { break-inside: avoid; }
}
`

/** The list page's whole style sheet: the palette of the article pages. */
export const listPageCss: string = themeCss(':root') + rules
