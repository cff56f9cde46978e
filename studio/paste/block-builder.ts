import type {MarkDefinition} from '#schemas'

import type {Pasted, PastedBlock, PastedHeading, PastedMember} from './pasted.ts'

type Child = NonNullable<PastedBlock['children']>[number]
type Line = Pick<PastedBlock, 'listItem' | 'level'>

/** Makes a key that nothing else in the document has. */
export type MakeKey = () => string

/** Formatting of a run of text. */
export interface Format {
  /** `strong`, `em`, `sub`, `sup`. */
  readonly decorators: readonly string[]
  /** A link, a term: at most one, as nested links cannot be. */
  readonly annotation?: MarkDefinition
}

const deepestLevel = 20

/**
 * Builds the blocks of what is pasted: text goes into the open line, which is closed by whatever
 * cannot go on in it.
 */
export class BlockBuilder {
  readonly #makeKey: MakeKey
  readonly #parts: Pasted['parts'] = []
  readonly #dropped = new Map<string, number>()
  #open: {line: Line; children: Child[]; marks: Map<MarkDefinition, string>} | undefined

  constructor(makeKey: MakeKey) {
    this.#makeKey = makeKey
  }

  /** Open a paragraph, or an item of a list. */
  start(list?: {listItem: 'bullet' | 'number'; level: number}): void {
    this.end()
    const line: Line = list ? {...list, level: Math.min(list.level, deepestLevel)} : {}
    this.#open = {line, children: [], marks: new Map()}
  }

  /** Close the open line; one without any text leaves nothing. */
  end(): void {
    const open = this.#open
    this.#open = undefined
    if (!open) return
    const children = trimmed(open.children)
    if (children.length === 0) return
    const used = new Set(
      children.flatMap((child) => (child._type === 'span' ? (child.marks ?? []) : [])),
    )
    const markDefs = [...open.marks]
      .filter(([, key]) => used.has(key))
      .map(([mark, key]) => ({...mark, _key: key}))
    this.#parts.push({
      _type: 'block',
      _key: this.#makeKey(),
      style: 'normal',
      ...open.line,
      markDefs,
      children,
    })
  }

  /** Add text to the open line; white space is as in a page, a line end is a hard break. */
  text(value: string, {decorators, annotation}: Format): void {
    if (value === '') return
    if (!this.#open) {
      if (value.trim() === '') return
      this.start()
    }
    const open = this.#open!
    if (annotation && !open.marks.has(annotation)) open.marks.set(annotation, this.#makeKey())
    const key = annotation && open.marks.get(annotation)
    const marks = key === undefined ? [...decorators] : [...decorators, key]
    const last = open.children.at(-1)
    const text = collapse(value, last?._type === 'span' ? (last.text ?? '') : 'x', !last)
    if (text === '') return
    if (last?._type === 'span' && text.startsWith('\n')) last.text = last.text?.trimEnd() ?? ''
    if (last?._type === 'span' && sameMarks(last.marks ?? [], marks))
      last.text = (last.text ?? '') + text
    else open.children.push({_type: 'span', _key: this.#makeKey(), text, marks})
  }

  /** Add an inline object, such as a citation. */
  inline(object: object): void {
    if (!this.#open) this.start()
    this.#open!.children.push({...object, _key: this.#makeKey()} as unknown as Child)
  }

  /** Add a block object, such as a table. */
  object(object: object): void {
    this.end()
    this.#parts.push({...object, _key: this.#makeKey()} as unknown as PastedMember)
  }

  heading(depth: number, text: string): void {
    this.end()
    const words = text.replaceAll(/\s+/g, ' ').trim()
    if (words !== '')
      this.#parts.push({_type: 'heading', depth, text: words} satisfies PastedHeading)
  }

  /** Note that something was left out, or became plainer. */
  drop(what: string): void {
    this.#dropped.set(what, (this.#dropped.get(what) ?? 0) + 1)
  }

  /** Close the open line and give all there is. */
  finish(): Pasted {
    this.end()
    const dropped = [...this.#dropped].map(([what, count]) =>
      count > 1 ? `${what} (${count}×)` : what,
    )
    return {parts: this.#parts, dropped}
  }
}

/** White space as a page shows it: runs are one space, none starts a line; `\n` stays. */
function collapse(value: string, before: string, isFirst: boolean): string {
  const text = value.replaceAll(/[ \t\r\f]+/g, ' ').replaceAll(/ ?\n ?/g, '\n')
  if (isFirst) return text.replace(/^[ \n]+/, '')
  return /[ \n]$/.test(before) ? text.replace(/^ /, '') : text
}

function trimmed(children: readonly Child[]): Child[] {
  const kept = [...children]
  for (let last = kept.at(-1); last?._type === 'span'; last = kept.at(-1)) {
    const text = (last.text ?? '').replace(/[\s\u00A0]+$/, '')
    if (text !== '') {
      kept[kept.length - 1] = {...last, text}
      break
    }
    kept.pop()
  }
  return kept.some((child) => child._type !== 'span' || /[^\s\u00A0]/.test(child.text ?? ''))
    ? kept
    : []
}

function sameMarks(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((mark, index) => mark === right[index])
}
