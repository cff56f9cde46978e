import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'
import {SKIP, visit} from 'unist-util-visit'

import type {LedgerEntry} from '#pipeline'

import {toSources} from '../article/parts/sources.ts'
import type {View} from '../article/view.ts'
import type {Claim} from './claims.ts'
import type {Evidence} from './evidence.ts'
import {statementWords} from './statement-words.ts'

/** A file of the pack, with its digest. */
export interface ListedFile {
  path: string
  sha256: string
  bytes: number
}

/**
 * Write the cover of an edition's evidence: what was signed by whom, each claim with its sources,
 * and what the ledger says. English, as all that is not the article's own.
 */
export function coverBody(
  evidence: Evidence,
  claims: readonly Claim[],
  view: View,
  files: readonly ListedFile[],
): Element {
  const {publication, statements} = evidence
  return h('article', [
    h('h1', `Evidence file: ${publication.title}`),
    facts(editionFacts(evidence)),
    h('section', [
      h('h2', 'Statements'),
      h(
        'p',
        'Each was verified against the trust file. A time of signing is the signer’s claim; the first sight by the ledger is what can be proven.',
      ),
      ...statements.flatMap((statement) => {
        const words = statementWords(statement)
        return [h('h3', words.title), facts(words.facts)]
      }),
    ]),
    h('section', [
      h('h2', 'Claims'),
      h(
        'p',
        claims.length === 0
          ? 'No passage of the article cites a source.'
          : 'Every passage that cites, with a link to each source and to the words of it that support the passage.',
      ),
      ...claims.flatMap((claim) => claimBlocks(claim)),
    ]),
    ...[toSources(view)].filter((part) => part !== null),
    h('section', [
      h('h2', 'Ledger'),
      h(
        'p',
        `Entries about the article, of a chain of ${evidence.head.seq}. Its head is ${evidence.head.hash}.`,
      ),
      ledgerTable(evidence.ledger),
    ]),
    h('section', [
      h('h2', 'Files'),
      table(
        ['File', 'Bytes', 'SHA-256'],
        files.map(({path, bytes, sha256}) => [path, String(bytes), sha256]),
      ),
    ]),
  ])
}

function editionFacts({approved, publication}: Evidence): Array<[string, string]> {
  const {payload, digest, emergency, reviewDue} = approved
  const all: Array<[string, string | undefined]> = [
    ['Edition', payload.id],
    ['Number', String(payload.number)],
    ['SHA-256', digest],
    ['Language', payload.language],
    ['Sealed at', payload.sealedAt],
    ['Contributors', payload.contributors.join(', ') || 'none recorded'],
    ['Change note', payload.changeNote],
    ['Last approved', approved.lastReviewed],
    ['Review due', reviewDue ?? undefined],
    ['Overdue', publication.approval.overdue ? 'yes' : undefined],
    ['Emergency sign-off', emergency ? 'yes: the full review is still to come' : undefined],
    ['Sample', publication.sample ? 'signed with sample keys: no review of any kind' : undefined],
    ['Publisher', publication.site?.name],
  ]
  return all.flatMap(([name, value]) => (value ? [[name, value]] : []))
}

function claimBlocks({number, section, sources, words}: Claim): Element[] {
  return [
    h('h3', `Claim ${number}${section.length > 0 ? `: ${section.join(' / ')}` : ''}`),
    h('p', structuredClone(words).map(withoutForeignLinks)),
    h(
      'ul',
      sources.map(({excerpt, locator, number: source}) =>
        h('li', [
          h('a', {href: `#ref-${source}`}, `Source ${source}`),
          locator ? `, ${locator}` : '',
          excerpt ? `: “${excerpt}”` : ', no passage quoted',
        ]),
      ),
    ),
  ]
}

/** Links to glossary entries and to other articles lead nowhere in a cover. */
function withoutForeignLinks(node: ElementContent): ElementContent {
  const root = {type: 'root' as const, children: [node]}
  visit(root, 'element', (element) => {
    if (element.tagName !== 'a') return undefined
    const href = String(element.properties['href'] ?? '')
    if (href.startsWith('#ref-') || /^(?:https?|mailto):/.test(href)) return SKIP
    element.tagName = 'span'
    element.properties = {}
    return undefined
  })
  return root.children[0]!
}

function ledgerTable(entries: readonly LedgerEntry[]): Element {
  return table(
    ['No.', 'First seen', 'Event', 'About', 'Hash'],
    entries.map((entry) => [
      String(entry.seq),
      entry.at,
      entry.event,
      'id' in entry
        ? entry.id
        : 'bundle' in entry
          ? entry.bundle
          : 'digest' in entry
            ? entry.digest
            : '',
      entry.hash,
    ]),
  )
}

function table(head: string[], rows: string[][]): Element {
  return h('table', [
    h(
      'thead',
      h(
        'tr',
        head.map((word) => h('th', {scope: 'col'}, word)),
      ),
    ),
    h(
      'tbody',
      rows.map((row) =>
        h(
          'tr',
          row.map((cell) => h('td', cell)),
        ),
      ),
    ),
  ])
}

function facts(list: ReadonlyArray<readonly [string, string]>): Element {
  return h(
    'dl',
    list.map(([name, value]) => h('div', [h('dt', name), h('dd', value)])),
  )
}
