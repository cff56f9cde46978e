import type {PhrasingContent, RootContent} from 'mdast'

type Attributes = Record<string, string>

/** Make a directive. */
export function directive(
  type: 'textDirective' | 'leafDirective' | 'containerDirective',
  name: string,
  attributes: Attributes,
  children: RootContent[],
): RootContent {
  return {type, name, attributes, children} as RootContent
}

/** Make the label of a container: plain text, all of its punctuation written as references. */
export function label(title: string | undefined): RootContent[] {
  if (!title) return []
  const children = withoutAddresses(title, (part) => keep(part, /[!-/:-@[-`{-~]/g))
  return [
    {type: 'paragraph', data: {directiveLabel: true}, children: children as PhrasingContent[]},
  ]
}

/** What GFM takes for a link wherever it stands, escaped or not. */
const address = /((?:https?:\/\/|www\.)[^\s]*|[^\s@]+@[^\s@]+)/iu

/** Where the parser sees an address before escapes are read. */
const addressMark = /[@:\\]|(?<=www)\./gi

/** A colon behind punctuation that would begin a directive: remark escapes some of them only. */
const colonMark = /\\(?=\\*:[a-z])|(?<=[!-/:-@[-`{-~]):(?=[a-z])/gi

/** Write a text so that no part of it becomes a directive. */
export function withoutDirectives(value: string): string {
  return keep(value, colonMark)
}

/**
 * Split a text so that no part of it becomes a link: `:text[https&#58;//…]`.
 *
 * @param write
 *   What is done to a part besides.
 */
export function withoutAddresses(
  value: string,
  write: (part: string) => string = withoutDirectives,
): RootContent[] {
  return value.split(address).flatMap((part, index): RootContent[] => {
    if (part === '') return []
    if (index % 2 === 0) return [{type: 'text', value: write(part)}]
    const text: RootContent = {type: 'text', value: write(keep(part, addressMark))}
    return [directive('textDirective', 'text', {}, [text])]
  })
}

/** Make attributes of what is there. */
export function given(attributes: Record<string, string | undefined>): Attributes {
  const entries = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, keep(value, /[[\]|\n\r\t]/g)]],
  )
  return Object.fromEntries(entries) as Attributes
}

/** Where characters to be written as references are kept meanwhile: private use, plane 16. */
const keptFrom = 0x10_f000

/** Before a character of that range that is the text's own. */
const own = '\u{10F07F}'

/**
 * Have characters written as references, such as `&#91;`: brackets and bars in attributes, where
 * a label or a cell would end, and punctuation in titles, where remark escapes none.
 */
function keep(value: string, characters: RegExp): string {
  return value.replaceAll(characters, (it) => String.fromCodePoint(keptFrom + it.charCodeAt(0)))
}

/** Mark the characters of plain data that `writeKept` would take for its own. */
export function guardKept<Data>(data: Data): Data {
  const text = JSON.stringify(data)
  const guarded = text.replaceAll(/[\u{10F000}-\u{10F07F}]/gu, (it) => own + it)
  return guarded === text ? data : (JSON.parse(guarded) as Data)
}

/** Write what `keep` kept as references, and take the guards off. */
export function writeKept(markdown: string): string {
  return markdown.replaceAll(/\u{10F07F}?([\u{10F000}-\u{10F07F}])/gu, (all, kept: string) =>
    all === kept ? `&#${(kept.codePointAt(0) ?? keptFrom) - keptFrom};` : kept,
  )
}
