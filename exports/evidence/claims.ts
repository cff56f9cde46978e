import type {Element, ElementContent, Nodes} from 'hast'

import {toPlainText, type Composition} from '#pipeline'

/** A passage of the article that cites, and what it cites. */
export interface Claim {
  /** From 1, in reading order. */
  number: number
  /** Titles of its section and of those around it. */
  section: string[]
  /** The words, with their citations as `[1, 2]`. */
  text: string
  /** The words as hast; each citation leads to its source. */
  words: ElementContent[]
  sources: Array<{number: number; place: string; locator?: string; excerpt?: string}>
}

const phrasing = new Set('a abbr b br em i span strong sub sup time'.split(' '))

/**
 * List the claims of an article: each run of text that has a citation, in reading order.
 *
 * A paragraph, an item of a list and a cell of a table are one claim each.
 */
export function listClaims({hast, references}: Pick<Composition, 'hast' | 'references'>): Claim[] {
  const uses = new Map(
    references.flatMap((reference) => reference.uses.map((use) => [use.id, {reference, use}])),
  )
  const claims: Claim[] = []

  const visitBlock = (node: Nodes, section: string[]): void => {
    if (!('children' in node)) return
    const inside = titleOf(node)
    const titles = inside === undefined ? section : [...section, inside]
    let run: ElementContent[] = []
    const endRun = () => {
      addClaim(run, titles)
      run = []
    }
    for (const child of node.children as ElementContent[]) {
      if (child.type === 'element' && !phrasing.has(child.tagName)) {
        endRun()
        visitBlock(child, titles)
      } else run.push(child)
    }
    endRun()
  }

  const addClaim = (words: ElementContent[], section: string[]): void => {
    const sources = placesIn({type: 'root', children: words}).flatMap((place) => {
      const found = uses.get(place)
      if (!found) return []
      const {locator, excerpt} = found.use
      return [
        {
          number: found.reference.number,
          place,
          ...(locator && {locator}),
          ...(excerpt && {excerpt}),
        },
      ]
    })
    if (sources.length === 0) return
    const text = toPlainText({type: 'root', children: words})
    claims.push({number: claims.length + 1, section, text, words, sources})
  }

  visitBlock(hast, [])
  return claims
}

/** Heading of a section; undefined for any other node. */
function titleOf(node: Nodes): string | undefined {
  if (node.type !== 'element' || node.tagName !== 'section') return undefined
  const heading = node.children.find(
    (child): child is Element => child.type === 'element' && /^h\d$/.test(child.tagName),
  )
  return heading ? toPlainText(heading) : ''
}

/** Ids of the citations in a run. */
function placesIn(node: Nodes): string[] {
  if (node.type === 'element' && node.tagName === 'a') {
    const {id, href} = node.properties
    if (typeof id === 'string' && String(href).startsWith('#ref-')) return [id]
  }
  return 'children' in node ? node.children.flatMap((child) => placesIn(child)) : []
}
