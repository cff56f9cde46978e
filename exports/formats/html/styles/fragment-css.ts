import {themeCss} from '../../../theme-css.ts'
import {classPrefix} from '../steps/prefix-classes.ts'
import {contentCss} from '../../../article/content-css.ts'
import {printCss} from './print-css.ts'

const root = `
.marrow {
  box-sizing: border-box;
  max-width: 42rem;
  padding: 1.25rem;
  background: var(--marrow-paper);
  color: var(--marrow-ink);
  font-family: var(--marrow-text);
  line-height: 1.62;
}
.marrow :where(*, *::before, *::after) { box-sizing: border-box; }
`

/** The optional style sheet of fragments; every rule of it stays inside `.marrow`. */
export const fragmentCss: string =
  themeCss('.marrow') + root + contentCss(classPrefix) + printCss(classPrefix)
