import {publishedId, type Context, type RawDocument} from '#pipeline'

import type {PictureStore} from './picture-store.ts'
import type {PreviewFormat, PreviewPage, PreviewResult} from './preview-job.ts'
import type {PreviewMaker} from './preview-maker.ts'

/** Documents that documents name, that documents name: more rounds than any content needs. */
const maxRounds = 6

/** In the page's policy, as it is written in HTML. */
const ownPictures = /img-src (?:'|&#x27;)self(?:'|&#x27;)/

/** What is shown, and of what. */
export interface PreviewRequest {
  root: RawDocument
  /** Every document there is, drafts too, by id. */
  documents: ReadonlyMap<string, RawDocument>
  context: Context
  format: PreviewFormat
}

/** A preview whose pictures have an address. */
export interface MadePreview extends PreviewResult {
  pages: PreviewPage[]
  /** How long the last round took, in ms. */
  ms: number
}

/** What one round needed, for the next to start with. */
export interface Needs {
  documents: readonly string[]
  assets: readonly string[]
}

/**
 * Make a preview of a document with all that it turns out to need.
 *
 * @param known What the preview before needed.
 * @returns Null when a newer one took its place.
 */
export async function makePreview(
  {context, documents, format, root}: PreviewRequest,
  maker: PreviewMaker,
  pictures: PictureStore,
  known: Needs,
): Promise<MadePreview | null> {
  let needs: Needs = known
  for (let round = 1; ; round++) {
    const stored = await pictures.all(needs.assets)
    const given = needs.documents.flatMap((id) => currentOf(id, documents) ?? [])
    const assets = stored.map(({asset}) => asset)
    const made = await maker.make({root, documents: given, assets, context, format})
    if (!made) return null
    const isWhole =
      made.needs.documents.every((id) => needs.documents.includes(id)) &&
      made.needs.assets.every((id) => needs.assets.includes(id))
    if (isWhole || round === maxRounds) {
      const urls = new Map(stored.map(({asset, url}) => [asset.id, url]))
      return {
        ...made,
        pages: format === 'json' ? made.pages : made.pages.map((page) => withPictures(page, urls)),
      }
    }
    needs = made.needs
  }
}

/** The draft of a document, where there is one, under its own id. */
export function currentOf(
  id: string,
  documents: ReadonlyMap<string, RawDocument>,
): RawDocument | undefined {
  const found = documents.get(`drafts.${id}`) ?? documents.get(id)
  return found && {...found, _id: publishedId(found._id)}
}

function withPictures(page: PreviewPage, urls: ReadonlyMap<string, string>): PreviewPage {
  const html = Object.entries(page.pictures).reduce(
    (text, [id, path]) => text.replaceAll(`"${path}"`, `"${urls.get(id) ?? ''}"`),
    page.html.replace(ownPictures, 'img-src blob:'),
  )
  return {...page, html}
}
