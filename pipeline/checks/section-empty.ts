import {visit} from 'unist-util-visit'

import type {Message} from '../composition.ts'
import type {Check} from './check.ts'

/** Each section has something below its heading. */
export const sectionEmpty: Check = ({tree}) => {
  const messages: Message[] = []
  visit(tree, 'section', ({children, path, title}) => {
    if (children.some(({type}) => type !== 'heading')) return
    messages.push({
      ruleId: 'section-empty',
      severity: 'warning',
      reason: `The section "${title}" says nothing; write its body, or take it out`,
      path,
    })
  })
  return messages
}
