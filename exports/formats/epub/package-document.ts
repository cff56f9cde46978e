import type {Element} from 'xast'
import {x} from 'xastscript'

import type {View} from '../../article/view.ts'
import {listFigures, mayShow} from '../../figure-rights.ts'
import {writeXml} from '../../xml/write-xml.ts'

/** One file of the book. */
export interface ManifestItem {
  id: string
  /** Relative to the package document. */
  path: string
  mediaType: string
  properties?: string
}

/** No date is known of what nobody signed. */
const unknownTime = '1980-01-01T12:00:00Z'

/**
 * Write the package document: metadata, manifest, spine.
 *
 * Every date comes from the approval, the identifier from the edition's digest.
 *
 * @see https://www.w3.org/TR/epub-33/#sec-package-doc
 */
export function toPackageDocument(view: View, items: readonly ManifestItem[]): Uint8Array {
  const {composition} = view
  const tree = x(
    'package',
    {
      xmlns: 'http://www.idpf.org/2007/opf',
      version: '3.0',
      'unique-identifier': 'book-id',
      'xml:lang': composition.language,
      dir: composition.direction,
    },
    [
      x(
        'metadata',
        {'xmlns:dc': 'http://purl.org/dc/elements/1.1/'},
        [...toTitles(view), ...toPeople(view), ...toSubjects(view), ...toRights(view)]
          .concat(toDates(view))
          .concat(toAccessibility(view)),
      ),
      x(
        'manifest',
        items.map(({id, path, mediaType, properties}) =>
          x('item', {id, href: path, 'media-type': mediaType, properties}),
        ),
      ),
      x('spine', {'page-progression-direction': composition.direction}, [
        x('itemref', {idref: 'article'}),
      ]),
    ],
  )
  return writeXml({type: 'root', children: [tree]})
}

function toTitles({composition}: View): Element[] {
  const {approval, id, language, summary, title} = composition
  return [
    x(
      'dc:identifier',
      {id: 'book-id'},
      approval ? `urn:sha256:${approval.digest}` : `urn:x-marrow:${id}`,
    ),
    x('dc:title', title),
    x('dc:language', language),
    ...(summary === '' ? [] : [x('dc:description', summary)]),
  ]
}

/** Authors as creators; who signed as reviewers and editors. */
function toPeople({composition}: View): Element[] {
  const {approval, authors, sample, site} = composition
  const signers = new Map((approval?.signOffs ?? []).map((signOff) => [signOff.signer, signOff]))
  return [
    ...authors.flatMap(({name}, index) =>
      toPerson('dc:creator', `author-${index + 1}`, name, 'aut'),
    ),
    ...(sample ? [] : [...signers.values()]).flatMap(({name, role}, index) =>
      toPerson('dc:contributor', `signer-${index + 1}`, name, role === 'editor' ? 'edt' : 'rev'),
    ),
    ...(site ? [x('dc:publisher', site.name)] : []),
  ]
}

/** @see https://www.loc.gov/marc/relators/ */
function toPerson(element: string, id: string, name: string, relator: string): Element[] {
  return [
    x(element, {id}, name),
    x('meta', {refines: `#${id}`, property: 'role', scheme: 'marc:relators'}, relator),
  ]
}

function toSubjects({composition}: View): Element[] {
  return composition.topics.flatMap(({code, label, system}, index) => {
    const id = `topic-${index + 1}`
    return [
      x('dc:subject', {id}, label ?? code),
      x('meta', {refines: `#${id}`, property: 'authority'}, system),
      x('meta', {refines: `#${id}`, property: 'term'}, code),
    ]
  })
}

function toRights({composition, publicUrl}: View): Element[] {
  const {licence} = composition
  return [
    ...(licence ? [x('dc:rights', [licence.name, licence.url].filter(Boolean).join(', '))] : []),
    ...(publicUrl === null ? [] : [x('dc:source', publicUrl)]),
  ]
}

function toDates({composition: {approval}}: View): Element[] {
  const modified = (approval?.lastReviewed ?? unknownTime).replace(/\.\d+Z$/, 'Z')
  return [
    ...(approval ? [x('dc:date', approval.sealedAt)] : []),
    x('meta', {property: 'dcterms:modified'}, modified),
  ]
}

/** @see https://www.w3.org/TR/epub-a11y-11/#sec-disc-package */
function toAccessibility({composition, labels}: View): Element[] {
  const hasPictures = listFigures(composition).some((figure) => mayShow(figure, 'syndication'))
  return [
    say('accessMode', 'textual'),
    ...(hasPictures ? [say('accessMode', 'visual')] : []),
    say('accessModeSufficient', 'textual'),
    ...['alternativeText', 'displayTransformability', 'readingOrder', 'structuralNavigation']
      .concat('tableOfContents')
      .map((feature) => say('accessibilityFeature', feature)),
    say('accessibilityHazard', 'none'),
    say('accessibilitySummary', labels.bookAccessibility),
  ]
}

function say(property: string, value: string): Element {
  return x('meta', {property: `schema:${property}`}, value)
}
