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
  const children: PhrasingContent[] = [{type: 'text', value: keep(title ?? '', /[!-/:-@[-`{-~]/g)}]
  return title ? [{type: 'paragraph', data: {directiveLabel: true}, children}] : []
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

/**
 * Have characters written as references, such as `&#91;`: brackets and bars in attributes, where
 * a label or a cell would end, and punctuation in titles, where remark escapes none.
 */
function keep(value: string, characters: RegExp): string {
  return value.replaceAll(characters, (it) => String.fromCodePoint(keptFrom + it.charCodeAt(0)))
}

/** Write what `keep` kept as references. */
export function writeKept(markdown: string): string {
  return markdown.replaceAll(
    /[\u{10F000}-\u{10F07F}]/gu,
    (kept) => `&#${(kept.codePointAt(0) ?? keptFrom) - keptFrom};`,
  )
}
