import {Cite} from '@citation-js/core'
// oxlint-disable-next-line import/no-unassigned-import -- the plugin registers itself
import '@citation-js/plugin-csl'

import type {CslItem} from '#schemas'

import {pubMed, pubMedCentral} from '../identifiers.ts'
import type {Part} from '../parts.ts'
import type {FormattedReference, ReferenceStyle} from '../reference.ts'
import {linkIdentifiers} from './link-identifiers.ts'
import {parseEntry} from './parse-entry.ts'
import {protect, restore} from './protect.ts'

/**
 * Write a reference in a style of the CSL plugin of citation-js.
 *
 * @see https://citation.js.org/
 */
export function formatCsl(
  item: CslItem,
  style: Exclude<ReferenceStyle, 'ama'>,
): FormattedReference {
  const html = new Cite(protect(item)).format('bibliography', {
    format: 'html',
    template: style,
    lang: 'en-US',
  })
  const nodes = parseEntry(html, restore)
  const written = toText(nodes)
  const missing = [pubMed(item), pubMedCentral(item)].filter(
    (part): part is Part => part !== undefined && !written.includes(idOf(part)),
  )
  for (const {text} of missing) nodes.push({type: 'text', value: ` ${text}`})
  const linked = linkIdentifiers(nodes, item)
  return {nodes: linked, text: toText(linked)}
}

function idOf({text}: Part): string {
  return text.slice(text.indexOf(':') + 1)
}

function toText(nodes: FormattedReference['nodes']): string {
  return nodes
    .map((node) =>
      node.type === 'text' ? node.value : node.type === 'element' ? toText(node.children) : '',
    )
    .join('')
}
