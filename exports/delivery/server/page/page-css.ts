import {themeCss} from '../../../theme-css.ts'

const rules = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--marrow-paper); font-size: 106.25%; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { max-width: 62rem; margin: 0 auto; padding: 0 1.25rem 3rem; background: var(--marrow-paper); color: var(--marrow-ink); font-family: var(--marrow-text); line-height: 1.55; }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; justify-content: space-between; padding-block: 1.1rem; }
header p { margin: 0; color: var(--marrow-accent); font-size: 1.1rem; font-weight: 600; }
h1, h2, h3, header p { font-family: var(--marrow-display); }
h1, h2 { font-weight: 600; line-height: 1.2; text-wrap: balance; overflow-wrap: break-word; }
h1 { margin-block: 1rem .4rem; font-size: clamp(1.7rem, 1.2rem + 2vw, 2.4rem); letter-spacing: -.012em; }
h2 { margin-block: 2.5rem .6rem; font-size: 1.2rem; }
p { margin-block: .5rem; }
a { color: var(--marrow-link); text-decoration-thickness: .06em; text-underline-offset: .18em; }
a:hover { text-decoration-thickness: .12em; }
a:focus-visible, button:focus-visible, input:focus-visible, [tabindex]:focus-visible { outline: .15rem solid var(--marrow-accent); outline-offset: .15rem; border-radius: .1rem; }
.soft { color: var(--marrow-soft); font-size: .92rem; }
.scroll { overflow-x: auto; }
header form { display: flex; gap: .8rem; align-items: center; }
table { width: 100%; border-collapse: collapse; font-size: .95rem; }
caption { text-align: start; color: var(--marrow-soft); font-size: .92rem; padding-block-end: .5rem; }
th, td { padding: .6rem .9rem .6rem 0; border-block-end: 1px solid var(--marrow-line); text-align: start; vertical-align: top; }
thead th { color: var(--marrow-soft); font-size: .85rem; font-weight: 600; }
tbody th { font-weight: 600; min-width: 14rem; }
.note { margin-block: .3rem 0; max-width: 36rem; font-weight: 400; }
td.when { white-space: nowrap; }
code, pre { font-family: var(--marrow-mono); font-size: .88em; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: .9rem 1.1rem; border: 1px solid var(--marrow-line); border-radius: .5rem; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 70vh; overflow-y: auto; }
.files { display: flex; flex-wrap: wrap; gap: .4rem; margin: 0; padding: 0; list-style: none; }
.files a { display: inline-block; padding: .1rem .7rem; border: 1px solid var(--marrow-line); border-radius: 2rem; text-decoration: none; font-size: .85rem; }
.files a:hover, .files a[aria-current] { border-color: currentColor; }
.files a[aria-current] { font-weight: 600; }
.banner, .open, .fault { padding: .8rem 1.1rem; border-radius: .5rem; border-inline-start: .3rem solid var(--marrow-warn); background: var(--marrow-warn-tint); font-size: .95rem; }
.open, .fault { border-color: var(--marrow-alert); background: var(--marrow-alert-tint); }
.open { margin-block: .8rem; }
.open h3 { margin: 0; font-size: 1.05rem; }
.open strong { color: var(--marrow-alert-ink); }
.overdue { color: var(--marrow-warn-ink); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.2rem; margin: 0; }
dt { color: var(--marrow-soft); }
dd { margin: 0; overflow-wrap: anywhere; }
button { font: inherit; font-size: .92rem; padding: .35rem 1rem; border: 1px solid var(--marrow-line); border-radius: 2rem; background: none; color: inherit; cursor: pointer; }
button:hover { border-color: currentColor; }
button.main { border-color: var(--marrow-accent); background: var(--marrow-accent); color: var(--marrow-paper); padding: .5rem 1.4rem; }
.command { display: flex; gap: .8rem; align-items: start; }
.command pre { flex: 1; }
form.login { max-width: 30rem; margin-block: 1.5rem; }
label { display: block; margin-block-end: .3rem; font-weight: 600; }
input[type=password] { width: 100%; font: inherit; font-family: var(--marrow-mono); padding: .6rem .8rem; border: 1px solid var(--marrow-soft); border-radius: .4rem; background: var(--marrow-paper); color: inherit; margin-block-end: 1rem; }
iframe { display: block; width: 100%; height: 75vh; border: 1px solid var(--marrow-line); border-radius: .5rem; background: var(--marrow-paper); }
@media (max-width: 48rem) {
  .scroll table { min-width: 44rem; }
}
@media (max-width: 40rem) {
  .command { flex-direction: column; }
  dl { grid-template-columns: 1fr; }
  dd { margin-block-end: .5rem; }
}
`

/** The style sheet of the pages for people: the palette of the article pages. */
export const pageCss: string = themeCss(':root') + rules
