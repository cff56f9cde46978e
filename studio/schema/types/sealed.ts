import {CheckmarkCircleIcon} from '@sanity/icons/CheckmarkCircle'
import {LockIcon} from '@sanity/icons/Lock'

import {SealedRecord} from '../../inputs/sealed-record.tsx'
import type {Decoration} from '../decorate.ts'

const kinds: Readonly<Record<string, string>> = {
  'sign-off': 'Sign-off',
  reaffirmation: 'Reaffirmation',
  'change-request': 'Change request',
  correction: 'Correction',
  withdrawal: 'Withdrawal',
  restoration: 'Restoration',
}

/** A sealed snapshot: looked at, never edited. */
export const edition: Decoration = {
  type: {
    title: 'Version',
    icon: LockIcon,
    __experimental_omnisearch_visibility: false,
    components: {input: SealedRecord},
    preview: {
      select: {number: 'number', article: 'article', language: 'language'},
      prepare: ({number, article, language}: Record<string, unknown>) => ({
        title: typeof number === 'number' ? `Version ${number}` : 'Version',
        subtitle: [article, language].filter((part) => typeof part === 'string').join(' · '),
      }),
    },
  },
}

/** What a person signed: looked at, never edited. */
export const statement: Decoration = {
  type: {
    icon: CheckmarkCircleIcon,
    __experimental_omnisearch_visibility: false,
    components: {input: SealedRecord},
    preview: {
      select: {kind: 'kind', edition: 'edition'},
      prepare: ({kind, edition}: Record<string, unknown>) => ({
        title: kinds[String(kind)] ?? 'Statement',
        subtitle: edition,
      }),
    },
  },
}
