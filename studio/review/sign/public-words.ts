import {updateTypesOf, type StatementKind, type UpdateType} from '#pipeline'

import {zonedMomentOf} from '../parts/dates.ts'
import {updateTitle, updateWords} from '../parts/update-words.ts'
import {deedWords, type SignedDeed} from './deed-words.ts'
import {instantOf} from './effect.ts'
import type {Words} from './words.ts'

/** What a severity is called, and when it is the right one. */
export const severityWords: Readonly<Record<Words['severity'], {title: string; meaning: string}>> =
  {
    safety: {title: 'Safety', meaning: 'readers could come to harm'},
    editorial: {title: 'Editorial', meaning: 'something is wrong or unclear'},
    legal: {title: 'Legal', meaning: 'we must or may not publish it'},
  }

/** What may be chosen as the update type of a deed; null is none. The usual one comes first. */
export function updateOptions(deed: SignedDeed): Array<{update: UpdateType | null; text: string}> {
  const {kind} = deedWords[deed]
  const usual = usualUpdate(kind)
  const types = updateTypesOf(kind).toSorted((a, b) => Number(b === usual) - Number(a === usual))
  return [
    ...(kind === 'restoration'
      ? [{update: null, text: 'Restoration: it stands again as it was'}]
      : []),
    ...types.map((update) => {
      const {meaning, title} = updateWords[update]
      return {update, text: `${title}: ${meaning}`}
    }),
  ]
}

/** The update type of a statement that names none; null where it then has none. */
export function usualUpdate(kind: StatementKind): UpdateType | null {
  return kind === 'correction' || kind === 'withdrawal' ? kind : null
}

/** What everybody will be able to read, before it is signed. */
export function publicWords(deed: SignedDeed, words: Words): Array<[label: string, value: string]> {
  const {effective, notice, severity, update} = words
  const {kind} = deedWords[deed]
  const instant = effective === null ? null : instantOf(effective)
  const later = instant === null ? 'No time is given yet' : `From ${zonedMomentOf(instant)} on`
  return [
    ['Update type', updateTitle({kind, ...(update && {update})}) ?? ''],
    ['Severity', severityWords[severity].title],
    ['Takes effect', effective === null ? 'At once, when you sign' : later],
    ['Public notice', notice.trim() === '' ? 'Not written yet' : notice.trim()],
  ]
}

/** What a later time of effect means for readers until then. */
export const untilThen: Readonly<Partial<Record<SignedDeed, string>>> = {
  correct: 'Until then, readers get the text without your notice.',
  withdraw:
    'A withdrawal with a later time does not hold until then: readers and publishers keep the text as it is. If it can harm somebody, withdraw it at once.',
  restore: 'Until then, it does not count: what is withdrawn stays out.',
}
