import type {Mark} from './build-marks-tree.ts'
import {decorators} from './decorators.ts'
import {members, referenceId, text} from './state.ts'
import type {Fields, State} from './state.ts'

type Annotation = (state: State, node: Fields, path: string) => Mark['create'] | undefined

const annotations: ReadonlyMap<string, Annotation> = new Map<string, Annotation>([
  ['termUse', termUse],
  ['articleLink', articleLink],
  ['webLink', webLink],
])

/**
 * Read the annotations of a block, by key, in their order.
 *
 * Reports `duplicate-key` for a key that is taken, by another annotation or as the name of a
 * decorator, and `unknown-mark` for an annotation that the model does not have.
 */
export function markDefinitions(state: State, block: Fields, path: string): Map<string, Mark> {
  const marks = new Map<string, Mark>()
  for (const [rank, {node, path: at}] of members(
    state,
    block['markDefs'],
    `${path}.markDefs`,
  ).entries()) {
    const key = node['_key']
    if (typeof key !== 'string' || key === '') {
      state.fatal('malformed', 'This annotation has no key', at)
    } else if (marks.has(key) || decorators.has(key)) {
      state.fatal('duplicate-key', `The key \`${key}\` is taken: rename the annotation`, at)
    } else {
      const create = annotations.get(String(node['_type']))?.(state, node, at)
      if (create) marks.set(key, {key: `annotation ${key}`, rank, create})
      else if (!annotations.has(String(node['_type']))) {
        state.fatal('unknown-mark', `No annotation is called \`${String(node['_type'])}\``, at)
      }
    }
  }
  return marks
}

function termUse(state: State, node: Fields, path: string): Mark['create'] | undefined {
  const term = referenceId(state, node, 'term', path)
  return term === undefined ? undefined : () => ({type: 'term', term, children: []})
}

function articleLink(state: State, node: Fields, path: string): Mark['create'] | undefined {
  const article = referenceId(state, node, 'article', path)
  return article === undefined ? undefined : () => ({type: 'articleLink', article, children: []})
}

function webLink(state: State, node: Fields, path: string): Mark['create'] | undefined {
  const url = text(state, node, 'href', path)
  if (url === undefined || url === '') {
    state.fatal('malformed', 'This link has no address', `${path}.href`)
    return undefined
  }
  return () => ({type: 'link', url, children: []})
}
