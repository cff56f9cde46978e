import type {EditionPayload} from '#pipeline'

const counted: ReadonlyArray<[type: string, one: string, many: string]> = [
  ['citation', 'source', 'sources'],
  ['figure', 'figure', 'figures'],
  ['glossaryTerm', 'term', 'terms'],
  ['person', 'person', 'people'],
  ['sharedSection', 'shared section', 'shared sections'],
]

/** Say what a version holds, such as “8 sections, 12 sources and 2 figures”. */
export function summaryOf({
  content,
  sections,
}: Pick<EditionPayload, 'content' | 'sections'>): string {
  const documents = Object.values(content.documents)
  const parts = [
    ...(sections.length > 0 ? [count(sections.length, 'section', 'sections')] : []),
    ...counted.flatMap(([type, one, many]) => {
      const number = documents.filter(({_type}) => _type === type).length
      return number > 0 ? [count(number, one, many)] : []
    }),
  ]
  return listOf(parts) || 'the text'
}

/** Join words as one says them: “a, b and c”. */
export function listOf(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
