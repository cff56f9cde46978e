import type {PhrasingContent} from 'mdast'

import {buildMarksTree} from './build-marks-tree.ts'
import type {Mark, Run} from './build-marks-tree.ts'
import {citationUse} from './citation-use.ts'
import {decorators} from './decorators.ts'
import {limits} from './limits.ts'
import {markDefinitions} from './mark-definitions.ts'
import {reportNestedLinks} from './nested-links.ts'
import {members, text} from './state.ts'
import type {Fields, State} from './state.ts'
import {textToRuns} from './text-to-runs.ts'

/**
 * Turn the children of a block into phrasing.
 *
 * Reports `unknown-inline` for a child and `unknown-mark` for a mark that the model does not have;
 * the text stays, for a preview.
 */
export function phrasing(state: State, block: Fields, path: string): PhrasingContent[] {
  const definitions = markDefinitions(state, block, path)
  const runs: Run[] = []
  for (const {node, path: at} of members(state, block['children'], `${path}.children`)) {
    const type = node['_type']
    if (type === 'span') {
      const marks = spanMarks(state, node, definitions, at)
      runs.push(...textToRuns(text(state, node, 'text', at) ?? '', marks))
    } else if (type === 'citationUse') {
      const citation = citationUse(state, node, at)
      if (citation) runs.push({node: citation, marks: []})
    } else {
      state.fatal('unknown-inline', `No inline object is called \`${String(type)}\``, at)
    }
  }
  const nodes = buildMarksTree(runs)
  reportNestedLinks(nodes, (reason) => state.fatal('nested-link', reason, path))
  return nodes
}

function spanMarks(
  state: State,
  span: Fields,
  definitions: ReadonlyMap<string, Mark>,
  path: string,
): Mark[] {
  const names = span['marks'] ?? []
  if (!Array.isArray(names)) {
    state.fatal('malformed', '`marks` is not an array', `${path}.marks`)
    return []
  }
  if (names.length > limits.marks) {
    state.fatal('too-deep', `More than ${limits.marks} marks are on one text`, path)
    return []
  }
  const marks: Mark[] = []
  for (const name of names) {
    const mark = definitions.get(name as string) ?? decorators.get(name as string)
    if (mark) marks.push(mark)
    else {
      state.fatal(
        'unknown-mark',
        `No decorator or annotation has the key \`${String(name)}\``,
        path,
      )
    }
  }
  return marks
}
