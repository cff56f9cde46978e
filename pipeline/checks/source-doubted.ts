import type {Check} from './check.ts'

/** A work under an expression of concern is looked at again. */
export const sourceDoubted: Check = ({references}) =>
  references.flatMap(({citation, number, state}) =>
    state.status === 'expression-of-concern'
      ? [
          {
            ruleId: 'source-doubted',
            severity: 'warning' as const,
            reason: `Source ${number} (\`${citation._id}\`) has an expression of concern, found on ${state.checkedAt ?? 'an unknown day'}; review what it supports`,
            path: `documents[${JSON.stringify(citation._id)}]`,
          },
        ]
      : [],
  )
