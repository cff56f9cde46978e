import {toText} from 'hast-util-to-text'

import {formatReference} from '#exports'
import {composePages, emptyContext, textDigest, type EditionPayload, type Preview} from '#pipeline'
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

async function pageText(page: Preview): Promise<string> {
  const sources = await Promise.all(
    page.references.map(async ({number, citation}) => {
      const {text} = await formatReference(citationToCsl(citation), 'ama')
      return `${number}. ${text}`
    }),
  )
  return [
    page.title.toUpperCase(),
    page.authors.map(({name, credentials}) => [name, ...credentials].join(', ')).join('; '),
    page.summary,
    page.keyPoints.map((point) => `* ${point}`).join('\n'),
    page.leadFigure ? `[Figure: ${page.leadFigure.alt}]` : '',
    toText(page.hast),
    quoteText(page),
    sources.length > 0 ? ['SOURCES', ...sources].join('\n') : '',
  ]
    .filter(Boolean)
    .join('\n\n')
}
