import type {Element, ElementContent} from 'hast'

import type {CslItem} from '#schemas'

import {address, doi, doiUrl, pubMed, pubMedCentral} from '../identifiers.ts'
import type {Part} from '../parts.ts'

/** Link the first place where each identifier of a work is written; longer ones first. */
export function linkIdentifiers(nodes: ElementContent[], item: CslItem): ElementContent[] {
  let result = nodes
  for (const {text, href} of candidates(item)) {
    if (href !== undefined) result = linkFirst(result, text, href)
  }
  return result
}

function candidates(item: CslItem): Part[] {
  const id = doi(item)
  const bare = id?.text.slice('doi:'.length)
  const pmid = pubMed(item)
  const pmcid = pubMedCentral(item)
  const forms: Array<Part | undefined> = [
    address(item),
    id?.href && bare ? {text: `https://doi.org/${bare}`, href: doiUrl(bare)} : undefined,
    id,
    pmid,
    pmid?.href && {...pmid, text: `PMID: ${pmid.text.slice('PMID:'.length)}`},
    pmcid,
    pmcid?.href && {...pmcid, text: `PMCID: ${pmcid.text.slice('PMCID:'.length)}`},
  ].map((form) => form || undefined)
  return forms.filter((form) => form !== undefined)
}

function linkFirst(nodes: ElementContent[], text: string, href: string): ElementContent[] {
  const index = nodes.findIndex((node) => node.type === 'text' && node.value.includes(text))
  const node = nodes[index]
  if (node?.type !== 'text') return nodes
  const start = node.value.indexOf(text)
  const link: Element = {
    type: 'element',
    tagName: 'a',
    properties: {href, rel: ['noopener', 'noreferrer']},
    children: [{type: 'text', value: text}],
  }
  const around = [node.value.slice(0, start), node.value.slice(start + text.length)]
  const [before, after] = around.map((value): ElementContent[] =>
    value === '' ? [] : [{type: 'text', value}],
  )
  return [...nodes.slice(0, index), ...before!, link, ...after!, ...nodes.slice(index + 1)]
}
