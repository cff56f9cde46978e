import type {Element, Root} from 'xast'
import {x} from 'xastscript'

import type {NumberedReference} from '#pipeline'
import {citationToCsl} from '#schemas'

import type {Artifact, Exporter} from '../../exporter.ts'
import {elementCitation} from '../../references/jats/element-citation.ts'
import {writeXml} from '../../xml/write-xml.ts'
import {toBibtex} from './bibtex.ts'
import {toRis} from './ris.ts'

/**
 * Citation files: the sources of a page in their order, as CSL-JSON, RIS, BibTeX and NLM XML.
 *
 * A page without sources has none.
 *
 * @see docs/plain-formats.md
 */
export const citationsExporter: Exporter = {
  name: 'citations',
  mediaTypes: [
    'application/vnd.citationstyles.csl+json',
    'application/x-research-info-systems',
    'application/x-bibtex',
    'application/xml',
  ],
  version: '1',
  defaults: {},
  async export({references}) {
    if (references.length === 0) return []
    const works = references.map(({citation}) => citationToCsl(citation))
    return [
      toArtifact(
        'citations.json',
        'application/vnd.citationstyles.csl+json',
        `${JSON.stringify(works, null, 2)}\n`,
      ),
      toArtifact('citations.ris', 'application/x-research-info-systems', works.map(toRis).join('')),
      toArtifact('citations.bib', 'application/x-bibtex', toBibtex(works)),
      {
        path: 'citations.nlm.xml',
        mediaType: 'application/xml',
        bytes: writeXml(toRefList(references)),
      },
    ]
  },
}

function toArtifact(path: string, mediaType: string, text: string): Artifact {
  return {path, mediaType, bytes: new TextEncoder().encode(text)}
}

/** A document whose root is the `ref-list` of JATS, which is NLM's own. */
function toRefList(references: readonly NumberedReference[]): Root {
  return x(null, [
    {
      type: 'doctype',
      name: 'ref-list',
      public: '-//NLM//DTD JATS (Z39.96) Journal Publishing DTD v1.4 20241031//EN',
      system: 'https://jats.nlm.nih.gov/publishing/1.4/JATS-journalpublishing1-4.dtd',
    },
    x(
      'ref-list',
      references.map(({id, number, citation}) =>
        x('ref', {id}, [
          x('label', String(number)),
          declareXlink(elementCitation(citationToCsl(citation))),
        ]),
      ),
    ),
  ])
}

/** The DTD lets the namespace be declared on links only. */
function declareXlink(element: Element): Element {
  for (const child of element.children) {
    if (child.type !== 'element' || child.name !== 'ext-link') continue
    child.attributes['xmlns:xlink'] = 'http://www.w3.org/1999/xlink'
  }
  return element
}
