import fc from 'fast-check'

import type {Content} from '../../../pipeline/approval/types.ts'
import {articleContent, citation, figure, reference, sections, term} from '../content.ts'
import {arbitraryBody} from '../from-markdown/arbitrary-body.ts'

type Fields = Record<string, unknown>

const heading = fc.constantFrom('Causes', 'Symptoms', 'What helps', 'Rest', '')
const sentence = fc
  .array(fc.constantFrom('rest', 'the knee', 'for', '5', 'mg.', 'weeks,', 'ice', '痛み'), {
    maxLength: 12,
  })
  .map((words) => words.join(' '))
const markdown = fc
  .array(
    fc.oneof(
      sentence,
      sentence.map((text) => `- ${text}\n- more ${text}`),
      sentence.map((text) => `| a | b |\n|---|---|\n| ${text} | **${text}** |`),
      sentence.map((text) => `:::note[Mind]\n${text} :cite{source=a}\n:::`),
    ),
    {maxLength: 4},
  )
  .map((parts) => parts.join('\n\n'))

const body = fc.oneof(
  arbitraryBody.map((blocks): Fields => ({body: blocks})),
  markdown.map((text): Fields => ({markdown: text})),
)

const leaf = fc
  .tuple(heading, body, fc.option(fc.constantFrom('a-1', 'a-2')))
  .map(([title, inside, anchor]) => ({
    _type: 'section',
    heading: title,
    ...inside,
    ...(anchor && {anchor}),
  }))

const section = fc.tuple(leaf, fc.array(leaf, {maxLength: 2})).map(([outer, inner]): Fields => ({
  ...outer,
  ...(inner.length > 0 && {sections: sections(...inner).sections}),
}))

const documents = fc
  .subarray(['a', 'b', 'knee', 'bme', 'x'])
  .chain((ids) =>
    fc.tuple(...ids.map((id) => sentence.map((title) => documentOf(id, title || 'None')))),
  )

function documentOf(id: string, text: string) {
  if (id === 'knee') return figure('knee', {alt: text})
  if (id === 'bme') return term('bme', 'BME', text)
  return citation(id, {title: text, authors: [{_type: 'cslName', family: text}]})
}

/** Content of an article with sections of both kinds, and documents that it may refer to. */
export const arbitraryContent: fc.Arbitrary<Content> = fc
  .tuple(
    fc.array(section, {maxLength: 4}),
    documents,
    fc.record({
      title: sentence,
      keyPoints: fc.array(sentence, {maxLength: 3}),
      leadFigure: fc.constantFrom(reference('knee'), reference('x')),
    }),
  )
  .map(([all, others, fields]) => articleContent({...sections(...all), ...fields}, others))

/** The same article, edited: sections and blocks dropped, doubled or moved, words changed. */
export const editedPair: fc.Arbitrary<[Content, Content]> = fc
  .tuple(arbitraryContent, fc.array(fc.nat(1000), {minLength: 1, maxLength: 6}), arbitraryContent)
  .map(([base, edits, other]) => {
    const head = structuredClone(base)
    const all = sectionsOf(head)
    for (const edit of edits) editOnce(all, sectionsOf(other), edit)
    return [base, head]
  })

function sectionsOf(content: Content): Fields[] {
  return content.documents[content.root]?.['sections'] as Fields[]
}

function editOnce(all: Fields[], others: Fields[], edit: number): void {
  const place = edit % Math.max(1, all.length)
  const picked = all[place]
  const blocks = picked?.['body'] as Fields[] | undefined
  switch (edit % 7) {
    case 0:
      all.splice(place, 1)
      return
    case 1:
      all.push(...all.splice(place, 1))
      return
    case 2:
      all.splice(place, 0, ...others.slice(0, 1))
      return
    case 3:
      if (blocks) blocks.reverse()
      return
    case 4:
      if (picked) picked['heading'] = `${String(picked['heading'])} now`
      return
    case 5:
      if (blocks)
        all.at(-1)!['body'] = [...((all.at(-1)!['body'] as Fields[]) ?? []), ...blocks.splice(0, 1)]
      return
    default:
      editWords(picked)
  }
}

/** Change a word wherever a text stands. */
function editWords(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  for (const [name, member] of Object.entries(value)) {
    if ((name === 'text' || name === 'markdown') && typeof member === 'string') {
      ;(value as Fields)[name] = member.replaceAll('knee', 'hip')
    } else editWords(member)
  }
}
