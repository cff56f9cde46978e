import type {PhrasingContent} from 'mdast'
import {toString} from 'mdast-util-to-string'

import {buildMarksTree} from '../from-portable-text/build-marks-tree.ts'
import type {Mark, MarkNode, Run} from '../from-portable-text/build-marks-tree.ts'
import {decorators} from '../from-portable-text/decorators.ts'
import {reportNestedLinks} from '../from-portable-text/nested-links.ts'
import {attributes} from './attributes.ts'
import {citation} from './directives/citation.ts'
import {limits} from './limits.ts'
import type {InlineHandler, State} from './state.ts'

type Inline<Type extends PhrasingContent['type']> = Extract<PhrasingContent, {type: Type}>

const handlers: {[Type in PhrasingContent['type']]?: InlineHandler<Inline<Type>>} = {
  break: (_state, _node, marks) => [{node: {type: 'break'}, marks}],
  emphasis: (state, node, marks) => inside(state, node, marks, decorators.get('em')),
  link,
  linkReference,
  strong: (state, node, marks) => inside(state, node, marks, decorators.get('strong')),
  text: (_state, node, marks) => [{node: {type: 'text', value: softBreaks(node.value)}, marks}],
  textDirective,
}

/** What inline Markdown is called that the dialect does not have. */
const unknown: Record<string, string> = {
  delete: 'struck text',
  footnoteReference: 'a footnote: write `:cite{source=ID}`',
  html: 'raw HTML: write `\\<` for a less-than sign',
  image: 'an image: write `::figure{ref=ID}`',
  imageReference: 'an image: write `::figure{ref=ID}`',
  inlineCode: 'code',
}

/**
 * Turn inline Markdown into the same phrasing that Portable Text gives.
 *
 * Marks are laid over the text and nested again, so that `**[a](b)**` and `[**a**](b)` are one.
 */
export function phrasing(state: State, nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result = buildMarksTree(toRuns(state, nodes, []))
  reportNestedLinks(result, (reason) => state.fatal('nested-link', reason, nodes[0]))
  return result
}

function toRuns(state: State, nodes: readonly PhrasingContent[], marks: Mark[]): Run[] {
  return nodes.flatMap((node) => {
    const handle = Object.hasOwn(handlers, node.type)
      ? (handlers[node.type] as InlineHandler | undefined)
      : undefined
    if (handle) return handle(state, node, marks)
    const what = Object.hasOwn(unknown, node.type) ? unknown[node.type] : `\`${node.type}\``
    state.fatal('unknown-inline', `The text may not have ${what}`, node)
    return 'children' in node ? toRuns(state, node.children, marks) : []
  })
}

function inside(
  state: State,
  node: PhrasingContent & {children: PhrasingContent[]},
  marks: Mark[],
  mark: Mark | undefined,
): Run[] {
  if (!mark) return toRuns(state, node.children, marks)
  if (marks.length === limits.marks) {
    state.fatal('too-deep', `More than ${limits.marks} marks are on one text`, node)
    return []
  }
  return toRuns(state, node.children, [...marks, mark])
}

/** Lay an annotation over the label of a node; a node without one is fatal. */
function annotate(
  state: State,
  node: PhrasingContent & {children: PhrasingContent[]},
  marks: Mark[],
  create: () => MarkNode,
): Run[] {
  const number = state.nextNumber()
  return inside(state, node, marks, {key: `annotation ${number}`, rank: number, create})
}

function link(state: State, node: Inline<'link'>, marks: Mark[]): Run[] {
  if (node.title) state.fatal('unknown-attribute', 'A link may not have a title', node)
  if (node.children.length === 0 || node.url === '') {
    state.fatal('empty-link', 'This link has no text or no address', node)
  }
  return annotate(state, node, marks, () => ({type: 'link', url: node.url, children: []}))
}

function linkReference(state: State, node: Inline<'linkReference'>, marks: Mark[]): Run[] {
  const definition = state.definitions.get(node.identifier)
  if (!definition) {
    state.fatal('empty-link', `Nothing defines the link \`${node.identifier}\``, node)
    return toRuns(state, node.children, marks)
  }
  state.used.add(definition)
  const {url, title} = definition
  return link(state, {...node, type: 'link', url, ...(title && {title})}, marks)
}

function textDirective(state: State, node: Inline<'textDirective'>, marks: Mark[]): Run[] {
  switch (node.name) {
    case 'cite': {
      const cited = citation(state, node)
      return cited ? [{node: cited, marks: []}] : []
    }
    case 'em':
    case 'strong':
    case 'text':
      return node.children.length > 0
        ? spelledOut(state, node, marks)
        : unknownDirective(state, node, marks)
    case 'sub':
    case 'sup':
      needLabel(state, node)
      attributes(state, node, [])
      return inside(state, node, marks, decorators.get(node.name))
    case 'term': {
      needLabel(state, node)
      const {ref: term = ''} = attributes(state, node, ['ref'], ['ref'])
      return annotate(state, node, marks, () => ({type: 'term', term, children: []}))
    }
    case 'article': {
      needLabel(state, node)
      const {ref: article = ''} = attributes(state, node, ['ref'], ['ref'])
      return annotate(state, node, marks, () => ({type: 'articleLink', article, children: []}))
    }
    default:
      return unknownDirective(state, node, marks)
  }
}

/** Turn `:em[…]` and `:strong[…]` into marks, `:text[…]` into text whatever it looks like. */
function spelledOut(state: State, node: Inline<'textDirective'>, marks: Mark[]): Run[] {
  attributes(state, node, [])
  if (node.name !== 'text') return inside(state, node, marks, decorators.get(node.name))
  return [{node: {type: 'text', value: softBreaks(toString(node))}, marks}]
}

/** Give back the source of what only looks like a directive, such as `12:30`. */
function unknownDirective(state: State, node: Inline<'textDirective'>, marks: Mark[]): Run[] {
  const {start, end} = node.position ?? {}
  const length = (end?.offset ?? 0) - (start?.offset ?? 0)
  if (length !== node.name.length + 1) {
    const reason = `No directive is called \`:${node.name}\`: write \`\\:\` for a plain colon`
    state.fatal('unknown-directive', reason, node)
    return toRuns(state, node.children, marks)
  }
  return [{node: {type: 'text', value: `:${node.name}`}, marks}]
}

function needLabel(state: State, node: Inline<'textDirective'>): void {
  if (node.children.length > 0) return
  const reason = `\`:${node.name}\` needs a label, such as \`:${node.name}[text]\`; write \`\\:\` for a plain colon`
  state.fatal('label-missing', reason, node)
}

function softBreaks(value: string): string {
  return value.replaceAll(/[\t ]*(?:\r\n|[\n\r])[\t ]*/g, ' ')
}
