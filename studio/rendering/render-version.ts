import {htmlExporter} from '#exports/html'
import {
  composePages,
  publish,
  type ApprovedEdition,
  type Composition,
  type Context,
  type EditionPayload,
  type Message,
} from '#pipeline'
import {sha256Hex} from '#schemas'

/** A page as a browser shows it, with the pictures that it needs. */
export interface RenderedPage {
  title: string
  /** A whole document; its pictures are named by their paths in an export. */
  html: string
  /** By path, such as `assets/3f2a….svg`. */
  pictures: ReadonlyMap<string, {mediaType: string; bytes: Uint8Array}>
  composition: Composition
}

/** A version, rendered. */
export interface RenderedVersion {
  /** One of an article; of the site each page that it has. */
  pages: RenderedPage[]
  messages: Message[]
}

/**
 * Render a sealed version with the pipeline and the exporter that make what goes out.
 *
 * @param approved The version as the gate let it through: then the page names who signed it.
 * @param asset Reads the stored bytes of an asset by its id.
 * @throws `Error` when a picture is not the one that was sealed; `ContentError` for content that
 *   cannot be composed.
 */
export async function renderVersion(
  payload: EditionPayload,
  context: Context,
  asset: (id: string) => Promise<Uint8Array>,
  approved: ApprovedEdition | null = null,
): Promise<RenderedVersion> {
  const compositions: Composition[] = approved
    ? await publish(approved, context)
    : composePages({...payload.content, assets: payload.assets}, context)
  const ids = new Map(payload.assets.map(({id, sha256}) => [sha256, id]))
  const readAsset = async (sha256: string): Promise<Uint8Array> => {
    const id = ids.get(sha256)
    if (id === undefined) throw new Error('A picture is not part of this version')
    const bytes = await asset(id)
    if ((await sha256Hex(bytes)) === sha256) return bytes
    throw new Error(`The picture ${id} is not the one that was sealed`)
  }
  const pages = await Promise.all(
    compositions.map((composition) => renderPage(composition, readAsset)),
  )
  return {pages, messages: compositions.flatMap(({messages}) => messages)}
}

/** Render one composed page. */
async function renderPage(
  composition: Composition,
  readAsset: (sha256: string) => Promise<Uint8Array>,
): Promise<RenderedPage> {
  const artifacts = await htmlExporter.export(composition, htmlExporter.defaults, {readAsset})
  const page = artifacts.find(({path}) => path === 'index.html')
  if (!page) throw new Error('The exporter made no page')
  return {
    title: composition.title,
    html: new TextDecoder().decode(page.bytes),
    pictures: new Map(
      artifacts
        .filter(({path}) => path.startsWith('assets/'))
        .map(({path, mediaType, bytes}) => [path, {mediaType, bytes}]),
    ),
    composition,
  }
}
