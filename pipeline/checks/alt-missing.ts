import type {Check} from './check.ts'

/** Each picture has a text alternative. */
export const altMissing: Check = ({figures}) =>
  Object.values(figures).flatMap(({alt, id}) =>
    alt.trim() === ''
      ? [
          {
            ruleId: 'alt-missing',
            severity: 'warning' as const,
            reason: `The picture \`${id}\` has no text alternative; say what it shows`,
            path: `documents[${JSON.stringify(id)}].alt`,
          },
        ]
      : [],
  )
