import type {Element} from 'hast'

import type {CalendarDay} from '../../tree.ts'
import {element, text} from '../element.ts'

/** Turn a calendar day into `<time datetime="2025-08-15">2025-08-15</time>`. */
export function calendarDay(_state: unknown, node: CalendarDay): Element {
  return element('time', {dateTime: node.value}, [text(node.value)])
}
