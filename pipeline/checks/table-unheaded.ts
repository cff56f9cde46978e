import type {Message} from '../composition.ts'
import {visitPlaces} from '../steps/visit-places.ts'
import type {Check} from './check.ts'

/** Each table has header cells, without which a screen reader reads bare values. */
export const tableUnheaded: Check = ({tree}) => {
  const messages: Message[] = []
  visitPlaces(tree, (node, path) => {
    if (node.type !== 'table' || node.data?.headerRows || node.data?.headerColumns) return undefined
    messages.push({
      ruleId: 'table-unheaded',
      severity: 'warning',
      reason: 'The table has no header row and no header column; mark one',
      path,
    })
    return undefined
  })
  return messages
}
