import type {Message} from '../composition.ts'
import {leavesOfContent} from '../leaves.ts'
import type {Check, CheckedPage} from './check.ts'
import {citationUnlisted} from './citation-unlisted.ts'

/** Every rule about a page, in the order of their messages. */
const checks: Check[] = [citationUnlisted]

/** Run every check on a page. */
export function runChecks(page: Omit<CheckedPage, 'leaves'>): Message[] {
  const leaves = leavesOfContent(page.content)
  return checks.flatMap((check) => check({...page, leaves}))
}
