import type {Element} from 'hast'

import {element} from '../element.ts'

/** Turn a hard line break into `<br>`. */
export function lineBreak(): Element {
  return element('br', {}, [])
}
