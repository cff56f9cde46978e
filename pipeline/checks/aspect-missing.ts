import type {Check} from './check.ts'

/** Each top section of an article has a health aspect, which search engines and publishers read. */
export const aspectMissing: Check = ({article, tree}) =>
  tree.children.flatMap((node) =>
    article && node.type === 'section' && !node.aspect
      ? [
          {
            ruleId: 'aspect-missing',
            severity: 'info' as const,
            reason: `The section "${node.title}" has no health aspect; choose one`,
            path: node.path,
          },
        ]
      : [],
  )
