import {createHash} from 'node:crypto'

import type {RawDocument} from '#pipeline'

/** What a note says of the work that it names. */
interface Named {
  doi?: string
  pmid?: string
  pmcid?: string
  url?: string
}

/** Find a citation that is stored already; undefined when it is new. */
export type FindCitation = (work: RawDocument) => RawDocument | undefined

/**
 * Make a `citation` of a footnote, with the DOI, PMID, PMCID or address that it names and its
 * words as title, for an editor to complete.
 *
 * The id follows from the work and not from the note's label, so that two articles that cite one
 * work share it, and a footnote that is numbered anew cites what it cited before.
 *
 * @param text
 *   `Eriksen EF. Treatment of … Bonekey Rep. 2015;4:755. doi:10.1038/bonekey.2015.124`
 * @param links Addresses that the note links to.
 */
export function citationFromNote(text: string, links: readonly string[]): RawDocument {
  const title = text.replaceAll(/\s+/g, ' ').trim()
  const named = identifiers([title, ...links].join(' '))
  const {doi, pmid, pmcid, url} = named
  const work = doi?.toLowerCase() ?? pmid ?? pmcid ?? url ?? title
  return {
    _id: `citation-${slug(doi || pmid || pmcid ? work : title)}-${digest(work)}`,
    _type: 'citation',
    kind: doi || pmid || pmcid ? 'article-journal' : 'webpage',
    title,
    ...named,
  }
}

/** Are two citations of one work? */
export function isSameWork(one: RawDocument, other: RawDocument): boolean {
  if (one._id === other._id) return true
  return (['doi', 'pmid', 'pmcid'] as const).some((name) => {
    const [left, right] = [one[name], other[name]]
    return (
      typeof left === 'string' &&
      typeof right === 'string' &&
      left.toLowerCase() === right.toLowerCase()
    )
  })
}

function identifiers(text: string): Named {
  const doi = /(?<![\w.])(10\.\d{4,9}\/[^\s"<>]+?)[.,;)\]]*(?:\s|$)/.exec(text)?.[1]
  const pmid =
    /\bPMID:?\s*(\d{1,8})\b/i.exec(text)?.[1] ??
    /\bpubmed\.ncbi\.nlm\.nih\.gov\/(\d{1,8})\b/.exec(text)?.[1]
  const pmcid = /\b(PMC\d{1,8})\b/.exec(text)?.[1]
  const url = /\bhttps?:\/\/[^\s"<>]+?(?=[.,;)\]]*(?:\s|$))/.exec(text)?.[0]
  const isIdentifier = url && /\/\/(?:dx\.)?doi\.org\/|pubmed\.ncbi\.nlm\.nih\.gov\/\d/.test(url)
  return {
    ...(doi ? {doi} : {}),
    ...(pmid ? {pmid} : {}),
    ...(pmcid ? {pmcid} : {}),
    ...(url && !isIdentifier ? {url} : {}),
  }
}

function slug(text: string): string {
  const words = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return words.slice(0, 60).replaceAll(/^-+|-+$/g, '') || 'source'
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
