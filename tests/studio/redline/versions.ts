import {assemble, type Content} from '#pipeline'

import {loadSampleContent} from '../../../cli/seed/load-content.ts'

type Fields = Record<string, unknown>

const article = 'article-bone-marrow-edema-knee'

/** The full sample article, as it is and after a round of edits of every kind. */
export async function sampleVersions(): Promise<{base: Content; head: Content}> {
  const {documents} = await loadSampleContent()
  const byId = new Map(documents.map((document) => [document._id, document]))
  const base = assemble(article, byId)
  const draft = structuredClone(byId.get(article))!
  const sections = draft['sections'] as Fields[]

  draft['title'] = 'Bone marrow lesions of the knee'
  const [first, second] = sections
  const body = first!['body'] as Fields[]
  changeText(body[0]!, 'a hard shell', 'a thin, hard shell')
  changeText(body[0]!, 'watery', '')
  body.splice(2, 0, paragraph('Rest alone does not heal it in every case.'))
  ;(second!['body'] as Fields[]).push(...body.splice(4, 1))
  sections.push(...sections.splice(2, 1))
  sections.splice(3, 1)
  ;(draft['keyPoints'] as string[]).splice(1, 1)
  const source = byId.get('citation-eriksen-2015')!
  byId.set(source._id, {...source, title: `${String(source['title'])}, revised`})
  byId.set(article, draft)
  return {base, head: assemble(article, byId)}
}

function changeText(block: Fields, from: string, to: string): void {
  for (const child of block['children'] as Fields[]) {
    if (typeof child['text'] === 'string') child['text'] = child['text'].replace(from, to)
  }
}

function paragraph(text: string): Fields {
  const children = [{_key: 't1', _type: 'span', text, marks: ['strong']}]
  return {_key: 'new', _type: 'block', style: 'normal', markDefs: [], children}
}
