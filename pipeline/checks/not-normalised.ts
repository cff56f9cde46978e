import type {Check} from './check.ts'

/** Text is in Unicode's composed form (NFC): else a search does not find what looks the same. */
export const notNormalised: Check = ({leaves}) =>
  leaves.flatMap(({path, value}) =>
    value === value.normalize('NFC')
      ? []
      : [
          {
            ruleId: 'not-normalised',
            severity: 'info' as const,
            reason: 'Letters are stored apart from their accents (not NFC); retype the words',
            path,
          },
        ],
  )
