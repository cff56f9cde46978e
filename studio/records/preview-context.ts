import {
  emptyContext,
  previewContext as contextBy,
  type Admission,
  type Content,
  type Context,
} from '#pipeline'

import type {Records} from './records.ts'

const merged = new WeakMap<Records['articles'], Admission | null>()

/** Make the context that content is shown with: what an export would know at this moment. */
export function previewContext(records: Records, content: Content): Context {
  const now = records.judgedAt
  const admission = admissionOf(records)
  const today = now.slice(0, 10)
  if (!admission) return {...emptyContext, today}
  const language = content.documents[content.root]?.['language']
  return contextBy({content, language: typeof language === 'string' ? language : ''}, admission, {
    sourceChecks: {},
    now,
  })
}

/** The verdicts on single articles, put together; null when nobody can judge. */
function admissionOf({articles}: Records): Admission | null {
  const known = merged.get(articles)
  if (known !== undefined) return known
  const admissions = [...articles.values()].flatMap(({admission}) => admission ?? [])
  const [first] = admissions
  const together = first
    ? {
        ...first,
        approved: admissions.flatMap(({approved}) => approved),
        refused: admissions.flatMap(({refused}) => refused),
        withdrawn: admissions.flatMap(({withdrawn}) => withdrawn),
        pending: admissions.flatMap(({pending}) => pending),
        past: admissions.flatMap(({past}) => past),
        statements: admissions.flatMap(({statements}) => statements),
        notices: admissions.flatMap(({notices}) => notices),
        findings: admissions.flatMap(({findings}) => findings),
      }
    : null
  merged.set(articles, together)
  return together
}
