import type {ElementContent} from 'hast'

import type {Run} from './flow.ts'

type Look = Omit<Run, 'text'>

const looks: Record<string, Look> = {
  strong: {bold: true},
  b: {bold: true},
  em: {italic: true},
  i: {italic: true},
  cite: {italic: true},
  sup: {superscript: true},
  sub: {subscript: true},
  code: {code: true},
  del: {struck: true},
}

/** Turn phrasing content into runs; neighbours of one look are one. */
export function toRuns(nodes: readonly ElementContent[], look: Look = {}): Run[] {
  const runs: Run[] = []
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1]
    const isNext = before && hasClass(before, 'citation') && hasClass(node, 'citation')
    // Two numbers side by side would read as one.
    if (isNext) runs.push({...look, text: ',', superscript: true})
    for (const run of runsOf(node, look)) {
      const last = runs.at(-1)
      if (last && sameLook(last, run)) last.text += run.text
      else runs.push(run)
    }
  }
  return runs
}

function runsOf(node: ElementContent, look: Look): Run[] {
  if (node.type === 'text') {
    const text = node.value.replaceAll(/[\t\n\r ]+/g, ' ')
    return text === '' ? [] : [{...look, text}]
  }
  if (node.type !== 'element' || hasClass(node, 'visually-hidden')) return []
  if (node.tagName === 'br') return [{...look, text: '\n'}]
  const ownLine = hasClass(node, 'affiliation') || hasClass(node, 'expert-role')
  const inner: Look = {...look, ...looks[node.tagName], ...linkOf(node.properties['href'])}
  if (typeof node.properties['lang'] === 'string') inner.language = node.properties['lang']
  const runs = toRuns(node.children, inner)
  return ownLine ? [{...look, text: '\n'}, ...runs] : runs
}

function linkOf(href: unknown): Look {
  if (typeof href !== 'string') return {}
  if (href.startsWith('#')) return {target: href.slice(1)}
  return /^(?:https?|mailto):/i.test(href) ? {href} : {}
}

/** Whether an element has a class. */
export function hasClass(node: ElementContent, name: string): boolean {
  if (node.type !== 'element') return false
  const {className} = node.properties
  return Array.isArray(className) && className.includes(name)
}

function sameLook(a: Run, b: Run): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Run>
  names.delete('text')
  return [...names].every((name) => a[name] === b[name])
}
