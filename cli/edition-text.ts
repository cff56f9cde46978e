import type {Element, Root} from 'hast'

import {formatReference} from '#exports'
import {
  composePages,
  emptyContext,
  textDigest,
  toPlainText,
  type EditionPayload,
  type Preview,
} from '#pipeline'
import {citationToCsl} from '#schemas'

/**
 * Write a sealed edition as plain text: what a signer signed, readable without any Studio.
 *
 * @param digest Hex digest of the sealed string.
 */
export async function editionText(payload: EditionPayload, digest: string): Promise<string> {
  const pages = composePages({...payload.content, assets: payload.assets}, emptyContext)
  const texts = await Promise.all(pages.map(pageText))
  return [
    `Edition:      ${payload.id}`,
    `Digest:       ${digest}`,
    `Text digest:  ${await textDigest(payload)}`,
    `Language:     ${payload.language}`,
    `Sealed:       ${payload.sealedAt}`,
    `Contributors: ${payload.contributors.join(', ') || 'none recorded'}`,
    `Change note:  ${payload.changeNote || '(none)'}`,
    '',
    texts.join('\n\n'),
  ].join('\n')
}

function quoteText({expertQuote}: Preview): string {
  if (!expertQuote) return ''
  const {text, person, role} = expertQuote
  const speaker = [person.name, ...person.credentials, person.affiliation, role]
  return `"${text}" (${speaker.filter(Boolean).join(', ')})`
}

/** The body, with headings and the levels of lists told apart from paragraphs. */
function bodyText(hast: Root): string {
  const marked = structuredClone(hast)
  markBlocks(marked, 0)
  return toPlainText(marked)
    .replaceAll(/\n(?=#{2,6} )/g, '\n\n')
    .replaceAll(/^((?:- )*-)\n/gm, '$1 ')
    .replaceAll(/^(?:- )+/gm, (bullets) => `${'  '.repeat(bullets.length / 2 - 1)}- `)
}

/** Put `##` before a heading of the second level, `- - ` before an item of the second level. */
function markBlocks(node: Root | Element, level: number): void {
  const isItem = node.type === 'element' && node.tagName === 'li'
  const depth = level + (isItem ? 1 : 0)
  for (const child of node.children) if (child.type === 'element') markBlocks(child, depth)
  if (isItem) node.children.unshift({type: 'text', value: '- '.repeat(depth)})
  const [, rank] = (node.type === 'element' && /^h([2-6])$/.exec(node.tagName)) || []
  if (rank) node.children.unshift({type: 'text', value: `${'#'.repeat(Number(rank))} `})
}

/** Definitions that the page shows. */
function termsText({terms}: Preview): string {
  const lines = terms.flatMap(({abbreviation, definition, expansion}) => {
    const term = abbreviation ? `${expansion} (${abbreviation})` : expansion
    return definition ? [`${term}: ${definition}`] : []
  })
  return lines.length > 0 ? ['TERMS', ...lines].join('\n') : ''
}

/** Where a source is cited, with the words of it that support the claim. */
function placeText({locator, excerpt}: {locator?: string; excerpt?: string}): string[] {
  const words = [locator, excerpt && `"${excerpt}"`].filter(Boolean).join(': ')
  return words ? [`   ${words}`] : []
}

async function pageText(page: Preview): Promise<string> {
  const sources = await Promise.all(
    page.references.map(async ({number, citation, uses}) => {
      const {text} = await formatReference(citationToCsl(citation), 'ama')
      return [`${number}. ${text}`, ...uses.flatMap(placeText)].join('\n')
    }),
  )
  return [
    page.title.toUpperCase(),
    page.authors.map(({name, credentials}) => [name, ...credentials].join(', ')).join('; '),
    page.summary,
    page.keyPoints.map((point) => `* ${point}`).join('\n'),
    page.leadFigure ? `[Figure: ${page.leadFigure.alt}]` : '',
    bodyText(page.hast),
    quoteText(page),
    termsText(page),
    sources.length > 0 ? ['SOURCES', ...sources].join('\n') : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
