import type {List, PhrasingContent, RootContent, Table} from 'mdast'

import {BlockBuilder, type Format, type MakeKey} from './block-builder.ts'
import {isHeading, type Pasted, type PastedBlock, type PastedMember} from './pasted.ts'

const plain: Format = {decorators: []}
const order = ['strong', 'em', 'sub', 'sup']

/** Turn the nodes that `fromMarkdown` gives into members of a section's body. */
export function fromNodes(nodes: readonly RootContent[], makeKey: MakeKey): Pasted {
  const builder = new BlockBuilder(makeKey)
  const walk = new NodeWalk(builder, makeKey)
  for (const node of nodes) walk.block(node, 0)
  return builder.finish()
}

class NodeWalk {
  readonly #builder: BlockBuilder
  readonly #makeKey: MakeKey

  constructor(builder: BlockBuilder, makeKey: MakeKey) {
    this.#builder = builder
    this.#makeKey = makeKey
  }

  block(node: RootContent, level: number): void {
    const builder = this.#builder
    switch (node.type) {
      case 'paragraph':
        builder.start()
        this.#phrasing(node.children, plain)
        return builder.end()
      case 'list':
        return this.#list(node, level + 1)
      case 'table':
        return this.#table(node)
      case 'callout': {
        const {tone, title} = node
        const content = this.#blocksOf(node.children)
        return builder.object({_type: 'callout', tone, ...(title && {title}), content})
      }
      case 'figure':
        return builder.object({_type: 'figureUse', figure: reference(node.figure)})
      case 'relatedArticle':
        return builder.object({_type: 'relatedArticle', article: weak(node.article)})
      case 'pullQuote': {
        const text = node.children.map((child) => plainText(child)).join('\n\n')
        const {attribution} = node
        return builder.object({_type: 'pullQuote', text, ...(attribution && {attribution})})
      }
      default:
        builder.drop(`Something that articles do not have (${node.type})`)
    }
  }

  #list({children, ordered}: List, level: number): void {
    for (const item of children) {
      const [first, ...others] = item.children
      this.#builder.start({listItem: ordered ? 'number' : 'bullet', level})
      if (first?.type === 'paragraph') this.#phrasing(first.children, plain)
      const rest = first?.type === 'paragraph' ? others : item.children
      for (const child of rest) {
        if (child.type !== 'paragraph') this.block(child, level)
        else {
          this.#builder.text('\n', plain)
          this.#phrasing(child.children, plain)
        }
      }
      this.#builder.end()
    }
  }

  #table({children, data}: Table): void {
    const {headerRows = 1, headerColumns = 0, caption} = data ?? {}
    const columns = Math.max(0, ...children.map((row) => row.children.length))
    const rows = children.map((row) => ({
      _type: 'tableRow',
      _key: this.#makeKey(),
      cells: Array.from({length: columns}, (_empty, column) => {
        const phrasing = row.children[column]?.children ?? []
        const content = this.#blocksOf([{type: 'paragraph', children: phrasing}])
        return {_type: 'tableCell', _key: this.#makeKey(), ...(content.length > 0 && {content})}
      }),
    }))
    const words = caption ? {caption} : {}
    this.#builder.object({_type: 'table', ...words, headerRows, headerColumns, rows})
  }

  /** Blocks of a callout or a cell. */
  #blocksOf(nodes: readonly RootContent[]): PastedBlock[] {
    const inner = fromNodes(nodes, this.#makeKey)
    for (const what of inner.dropped) this.#builder.drop(what)
    return inner.parts.filter(
      (part): part is Extract<PastedMember, {_type: 'block'}> =>
        !isHeading(part) && part._type === 'block',
    )
  }

  #phrasing(nodes: readonly PhrasingContent[], format: Format): void {
    for (const node of nodes) this.#inline(node, format)
  }

  #inline(node: PhrasingContent, format: Format): void {
    const builder = this.#builder
    switch (node.type) {
      case 'text':
        return builder.text(node.value.replaceAll(/\s*\n\s*/g, ' '), format)
      case 'break':
        return builder.text('\n', format)
      case 'strong':
        return this.#phrasing(node.children, marked(format, 'strong'))
      case 'emphasis':
        return this.#phrasing(node.children, marked(format, 'em'))
      case 'subscript':
        return this.#phrasing(node.children, marked(format, 'sub'))
      case 'superscript':
        return this.#phrasing(node.children, marked(format, 'sup'))
      case 'link':
        return this.#annotated(node.children, format, {_type: 'webLink', href: node.url})
      case 'term':
        return this.#annotated(node.children, format, {
          _type: 'termUse',
          term: reference(node.term),
        })
      case 'articleLink': {
        const link = {_type: 'articleLink' as const, article: weak(node.article)}
        return this.#annotated(node.children, format, link)
      }
      case 'citation':
        return builder.inline({
          _type: 'citationUse',
          items: node.items.map(({source, locator, excerpt}) => ({
            _type: 'citationItem',
            _key: this.#makeKey(),
            source: reference(source),
            ...(locator && {locator}),
            ...(excerpt && {excerpt}),
          })),
        })
      default:
        builder.drop(`Something that text cannot have (${node.type})`)
    }
  }

  #annotated(
    nodes: readonly PhrasingContent[],
    format: Format,
    annotation: NonNullable<Format['annotation']>,
  ): void {
    const known = format.annotation
    if (known && known._type !== annotation._type) this.#builder.drop('A link inside another mark')
    this.#phrasing(nodes, {...format, annotation: known ?? annotation})
  }
}

function marked({decorators, annotation}: Format, decorator: string): Format {
  const all = new Set([...decorators, decorator])
  const sorted = order.filter((name) => all.has(name))
  return {decorators: sorted, ...(annotation && {annotation})}
}

function reference(id: string) {
  return {_type: 'reference' as const, _ref: id}
}

function weak(id: string) {
  return {_type: 'reference' as const, _ref: id, _weak: true as const}
}

function plainText(node: RootContent): string {
  if (node.type === 'break') return '\n'
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map((child) => plainText(child)).join('') : ''
}
