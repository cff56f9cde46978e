import type {RawDocument} from '#pipeline'

import {sampleHome} from '../harness.ts'
import {documentsIn, storeAs} from '../store-of.ts'

export const article = 'article-bone-marrow-edema-knee'

type Fields = Record<string, unknown>

/** A sample home in which an editor changed an article that is approved. */
export async function editedHome(
  edit: (draft: RawDocument & {sections: Fields[]; sources: Fields[]}) => void,
  others: RawDocument[] = [],
): Promise<string> {
  const home = await sampleHome()
  const draft = structuredClone(documentsIn(home).get(article))
  if (!draft) throw new Error('the sample has no such article')
  edit(draft as RawDocument & {sections: Fields[]; sources: Fields[]})
  storeAs(home, 'sample-jordan', [{...draft, _id: `drafts.${article}`}, ...others])
  return home
}

/** A paragraph of one text. */
export function paragraph(text: string): Fields {
  return {
    _key: `p${text.length}`,
    _type: 'block',
    style: 'normal',
    markDefs: [],
    children: [{_key: 't1', _type: 'span', text, marks: []}],
  }
}
