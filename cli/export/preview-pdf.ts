import {pdfExporter, toPdf} from '#exports'
import {assemble, assetIds, composePages, previewContext, sealAsset} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {openWorkspace} from '../workspace/workspace.ts'
import {admitWorkspace} from './admit-workspace.ts'
import {assetWorld} from './asset-world.ts'
import {readFormatOptions, withOptions} from './format-options.ts'
import {makePrinting} from './printing.ts'

/**
 * Make the PDF of an article as it stands, drafts and all: watermarked, and never exported.
 *
 * @param article Id of the article.
 * @throws `AssembleError`, `ContentError`, `SealError`, `TypesetError` with the place.
 */
export async function previewPdf(article: string, input: CommandInput): Promise<Uint8Array> {
  const {home, now} = input
  const workspace = await openWorkspace(input)
  try {
    const {documents, source, sourceChecks} = workspace
    const content = assemble(article, documents, {perspective: 'drafts'})
    const assets = await Promise.all(
      assetIds(content).map(async (id) => sealAsset(id, await source.asset(id))),
    )
    const given = content.documents[article]?.['language']
    const language = typeof given === 'string' ? given : ''
    const context = previewContext({content, language}, await admitWorkspace(workspace, now), {
      sourceChecks,
      now,
    })
    const [page] = composePages({...content, assets}, context)
    const [configured] = withOptions([pdfExporter], readFormatOptions(home))
    const world = assetWorld(source, assets, makePrinting(home.dir))
    return await toPdf(page!, {...pdfExporter.defaults, ...configured?.defaults}, world)
  } finally {
    await workspace.source.close()
  }
}
