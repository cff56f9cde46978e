import type {Check} from './check.ts'

/** No claim rests on a retracted work. */
export const sourceRetracted: Check = ({references}) =>
  references.flatMap(({citation, number, state}) =>
    state.status === 'retracted'
      ? [
          {
            ruleId: 'source-retracted',
            severity: 'warning' as const,
            reason: `Source ${number} (\`${citation._id}\`) was found retracted on ${state.checkedAt ?? 'an unknown day'}; review what it supports`,
            path: `documents[${JSON.stringify(citation._id)}]`,
          },
        ]
      : [],
  )
