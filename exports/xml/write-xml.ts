import type {Root} from 'xast'
import {toXml} from 'xast-util-to-xml'

import {legalXml} from './legal-xml.ts'

/**
 * Write a tree as an XML document in UTF-8: with its declaration, ended by a line end.
 *
 * @param tree
 *   Without CDATA sections. Characters that XML cannot hold are replaced in it, in place.
 */
export function writeXml(tree: Root): Uint8Array {
  legalXml(tree)
  // The serialiser leaves `]]>` in a text as it is, which XML forbids.
  const xml = toXml(tree, {closeEmptyElements: true}).replaceAll(']]>', ']]&gt;')
  return new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`)
}
