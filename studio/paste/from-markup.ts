import {BlockBuilder, type Format, type MakeKey} from './block-builder.ts'
import {formatOf} from './format-of.ts'
import {hasClass, styleOf, textOf, type Markup, type MarkupElement} from './markup.ts'
import {isHeading, type Pasted, type PastedMember} from './pasted.ts'
import type {Program} from './program.ts'
import {rowsIn, tableFromMarkup} from './table-from-markup.ts'
import {isWordMarker, wordListItem} from './word-list.ts'

const plain: Format = {decorators: []}

const containers = new Set(
  'address article aside body dd details div dl dt fieldset figcaption figure footer header html main nav section summary tbody'.split(
    ' ',
  ),
)
const unseen = new Set(
  'area base col colgroup head link meta noscript script style template title xml o:p w:sdtpr'.split(
    ' ',
  ),
)
const unheld: Readonly<Record<string, string>> = {
  audio: 'A recording',
  button: 'A button',
  canvas: 'A drawing',
  embed: 'An embedded object',
  iframe: 'An embedded page',
  input: 'A field of a form',
  math: 'A formula',
  object: 'An embedded object',
  select: 'A field of a form',
  svg: 'A drawing',
  textarea: 'A field of a form',
  video: 'A film',
  'v:shape': 'A drawing',
}

/**
 * Turn a page, or what a program put on the clipboard as one, into members of a section's body.
 *
 * Paragraphs, lists, tables, headings, links and the four kinds of emphasis stay; what articles do
 * not have is left out or becomes plainer, and is in `dropped`.
 */
export function fromMarkup(nodes: readonly Markup[], program: Program, makeKey: MakeKey): Pasted {
  const builder = new BlockBuilder(makeKey)
  new Walk(builder, program, makeKey).nodes(nodes, plain, {lists: 0, inItem: false})
  return builder.finish()
}

interface Place {
  /** Lists around. */
  lists: number
  listItem?: 'bullet' | 'number'
  inItem: boolean
}

class Walk {
  readonly #builder: BlockBuilder
  readonly #program: Program
  readonly #makeKey: MakeKey

  constructor(builder: BlockBuilder, program: Program, makeKey: MakeKey) {
    this.#builder = builder
    this.#program = program
    this.#makeKey = makeKey
  }

  nodes(nodes: readonly Markup[], format: Format, place: Place): void {
    for (const node of nodes) {
      if (node.type === 'text') this.#builder.text(node.value.replaceAll(/[\n\r\t]+/g, ' '), format)
      else this.#element(node, format, place)
    }
  }

  #element(element: MarkupElement, format: Format, place: Place): void {
    const {name, children} = element
    if (unseen.has(name) || this.#isLeftOut(element)) return
    if (name === 'br') return this.#lineEnd(element, format)
    if (/^h[1-6]$/.test(name)) return this.#builder.heading(Number(name[1]), textOf(children))
    if (name === 'p') return this.#paragraph(element, format, place)
    if (name === 'ul' || name === 'ol') {
      const listItem = name === 'ul' ? 'bullet' : 'number'
      this.nodes(children, format, {lists: place.lists + 1, listItem, inItem: false})
      return this.#builder.end()
    }
    if (name === 'li') return this.#item(element, format, place)
    if (name === 'table') return this.#table(element)
    if (name === 'pre') this.#builder.drop('Code: it became plain text')
    if (name === 'blockquote') {
      this.#builder.drop('A quotation: it became plain paragraphs; make it a pull quote')
    }
    if (containers.has(name) || name === 'blockquote' || name === 'pre') {
      if (!place.inItem) this.#builder.end()
      this.nodes(children, format, place)
      return place.inItem ? undefined : this.#builder.end()
    }
    if (styleOf(element).get('mso-spacerun') === 'yes') return this.#builder.text(' ', format)
    this.nodes(children, formatOf(element, format, this.#builder), place)
  }

  /** What has no words for an article: says so and is gone. */
  #isLeftOut(element: MarkupElement): boolean {
    const {name, attributes} = element
    const style = styleOf(element)
    if (isWordMarker(element) || style.get('display') === 'none') return true
    if (name === 'hr') {
      this.#builder.end()
      this.#builder.drop('A horizontal rule')
      return true
    }
    if (name === 'img' || name === 'v:imagedata') {
      const alt = attributes['alt']?.trim()
      this.#builder.drop(`A picture${alt ? ` (${alt.slice(0, 60)})` : ''}: add it as a figure`)
      return true
    }
    const what = unheld[name]
    if (what) {
      this.#builder.drop(what)
      return true
    }
    if (this.#program !== 'word') return false
    if (name === 'del') {
      this.#builder.drop('Words that were deleted under “track changes”')
      return true
    }
    const isComment =
      hasClass(element, /^MsoComment/) ||
      /comment/.test(style.get('mso-element') ?? '') ||
      style.has('mso-comment-reference')
    if (isComment && name !== 'p') this.#builder.drop('A comment')
    return isComment
  }

  #lineEnd(element: MarkupElement, format: Format): void {
    if (!hasClass(element, /^Apple-interchange-newline$/)) this.#builder.text('\n', format)
  }

  #paragraph(element: MarkupElement, format: Format, place: Place): void {
    const {children} = element
    if (hasClass(element, /^MsoTitle$/)) return this.#builder.heading(1, textOf(children))
    const item = wordListItem(element)
    if (place.inItem) this.#builder.text('\n', format)
    else this.#builder.start(item)
    this.nodes(children, formatOf(element, format, this.#builder), place)
    if (!place.inItem) this.#builder.end()
  }

  #item(element: MarkupElement, format: Format, place: Place): void {
    const level = Number(element.attributes['aria-level'] ?? Math.max(place.lists, 1))
    const listItem = place.listItem ?? 'bullet'
    this.#builder.start({listItem, level: Number.isInteger(level) && level >= 1 ? level : 1})
    this.nodes(element.children, formatOf(element, format, this.#builder), {...place, inItem: true})
    this.#builder.end()
  }

  #table(table: MarkupElement): void {
    this.#builder.end()
    const [only, ...others] = rowsIn(table.children, false)
    const [cell, ...more] = only?.cells ?? []
    if (cell && others.length === 0 && more.length === 0) {
      this.#builder.drop('A frame around text: the text was kept; make it a callout')
      return this.nodes(cell.children, plain, {lists: 0, inItem: false})
    }
    tableFromMarkup(table, this.#builder, this.#makeKey, (nodes) => this.#cell(nodes))
  }

  /** Blocks of a cell: only text and lists; the rest is noted. */
  #cell(nodes: readonly Markup[]): PastedMember[] {
    const inner = fromMarkup(nodes, this.#program, this.#makeKey)
    for (const what of inner.dropped) this.#builder.drop(what)
    return inner.parts.flatMap((part): PastedMember[] => {
      if (isHeading(part)) {
        const cell = new BlockBuilder(this.#makeKey)
        cell.text(part.text, {decorators: ['strong']})
        return cell.finish().parts.filter((member) => !isHeading(member))
      }
      if (part._type === 'block') return [part]
      this.#builder.drop('A table inside a table')
      return []
    })
  }
}
