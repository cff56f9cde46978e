import {visit} from 'unist-util-visit'

import type {Message} from '../composition.ts'
import type {Check} from './check.ts'

/** Each section has a heading that can be read. */
export const headingEmpty: Check = ({tree}) => {
  const messages: Message[] = []
  visit(tree, 'section', ({path, title}) => {
    if (/[\p{L}\p{N}]/u.test(title)) return
    messages.push({
      ruleId: 'heading-empty',
      severity: 'warning',
      reason: 'The heading has no letter and no digit; write one',
      path,
    })
  })
  return messages
}
