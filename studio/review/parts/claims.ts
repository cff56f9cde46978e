import type {Composition, NumberedReference, SourceStatus} from '#pipeline'

/** A claim of the text with what it rests on. */
export interface Claim {
  key: string
  /** Title of the top section that it stands in. */
  section: string
  /** The sentence before the citation. */
  text: string
  /** Id of the citation in the page; null when no source is numbered. */
  place: string | null
  sources: Array<{
    number: number
    title: string
    state: SourceStatus['status']
    locator: string | null
    /** Words of the source that support the claim. */
    excerpt: string | null
  }>
}

interface Node {
  type: string
  value?: string
  title?: string
  depth?: number
  children?: Node[]
  items?: Array<{source: string; locator?: string; excerpt?: string}>
  numbers?: number[]
  id?: string
}

/** List every claim that cites something, in reading order. */
export function claimsOf({references, tree}: Pick<Composition, 'references' | 'tree'>): Claim[] {
  const claims: Claim[] = []
  const byNumber = new Map(references.map((reference) => [reference.number, reference]))
  const walk = (node: Node, section: string): void => {
    const title = node.type === 'section' && node.depth === 1 ? (node.title ?? '') : section
    if (node.children?.some(({type}) => type === 'citation')) {
      claimsIn(node, title, byNumber, claims)
      return
    }
    for (const child of node.children ?? []) walk(child, title)
  }
  walk(tree as unknown as Node, '')
  return claims
}

function claimsIn(
  paragraph: Node,
  section: string,
  references: ReadonlyMap<number, NumberedReference>,
  claims: Claim[],
): void {
  let text = ''
  for (const child of paragraph.children ?? []) {
    if (child.type !== 'citation') {
      text += textIn(child)
      continue
    }
    claims.push({
      key: `${claims.length}`,
      section,
      text: lastSentence(text),
      place: child.id ?? null,
      sources: (child.items ?? []).map(({excerpt, locator}, index) => {
        const reference = references.get(child.numbers?.[index] ?? 0)
        return {
          number: reference?.number ?? 0,
          title: reference?.citation.title ?? 'A source that is not listed',
          state: reference?.state.status ?? 'unchecked',
          locator: locator ?? null,
          excerpt: excerpt ?? null,
        }
      }),
    })
  }
}

function textIn({children, value}: Node): string {
  return value ?? (children ?? []).map(textIn).join('')
}

function lastSentence(text: string): string {
  const sentences = text.trim().split(/(?<=[.!?…])\s+/)
  return sentences.at(-1) ?? ''
}
