import type {VFile} from 'vfile'

import type {FigureUse, Preview} from './composition.ts'
import type {Context} from './context.ts'
import {documentsOf} from './documents.ts'
import {pictureUses} from './picture-uses.ts'
import type {ComposableContent} from './composable-content.ts'
import {countWords, toReadingMinutes} from './steps/count-words.ts'
import {dropUnsafeLinks} from './steps/drop-unsafe-links.ts'
import {expandTerms} from './steps/expand-terms.ts'
import {identifySections} from './steps/identify-sections.ts'
import {keepText} from './steps/keep-text.ts'
import {makeOutline} from './steps/make-outline.ts'
import {nameTables} from './steps/name-tables.ts'
import {numberCitations} from './steps/number-citations.ts'
import {resolveArticles} from './steps/resolve-articles.ts'
import {resolveFigures, resolveLeadFigure} from './steps/resolve-figures.ts'
import {sanitise} from './to-hast/sanitise.ts'
import {toHast} from './to-hast/to-hast.ts'
import type {Tree} from './tree.ts'

/** The part of a composition that the steps make. */
export type ComposedPage = Pick<
  Preview,
  | 'figures'
  | 'hast'
  | 'leadFigure'
  | 'outline'
  | 'readingMinutes'
  | 'references'
  | 'terms'
  | 'tree'
  | 'words'
>

/**
 * Run the steps on a page, in order.
 *
 * @param tree
 *   As built from the content; changed in place.
 * @param lead
 *   Id of the lead figure.
 * @param file
 *   Receives what the steps report.
 */
export function composePage(
  tree: Tree,
  lead: string | undefined,
  content: ComposableContent,
  context: Context,
  file: VFile,
): ComposedPage {
  const pictures = pictureUses(content, content.assets)

  identifySections(tree, file)
  nameTables(tree)
  const references = numberCitations(tree, documentsOf(content, 'citation'), context.sources, file)
  const terms = expandTerms(tree, documentsOf(content, 'glossaryTerm'), file)
  resolveArticles(tree, context.articles, file)
  dropUnsafeLinks(tree, file)
  const used = resolveFigures(tree, pictures, context.today, file)
  const leadFigure = resolveLeadFigure(lead, pictures, context.today, file)
  const words = countWords(tree)

  const hast = sanitise(toHast(tree, file))
  keepText(tree, hast, file)

  return {
    tree,
    hast,
    outline: makeOutline(tree),
    references,
    terms,
    leadFigure,
    figures: toRecord(leadFigure ? [leadFigure, ...used.values()] : [...used.values()]),
    words,
    readingMinutes: toReadingMinutes(words),
  }
}

/** Own properties whatever the ids are called. */
function toRecord(figures: FigureUse[]): Record<string, FigureUse> {
  return Object.fromEntries(figures.map((figure) => [figure.id, figure]))
}
