import {XmlElement, XmlText} from '@rgrove/parse-xml'

import {citationNumbers, type FormatReader} from './format-reader.ts'
import {all, rootOf} from './xml-words.ts'

/** Reads the parts of the article in the order of its page; key points are an abstract in JATS. */
export const jatsReader: FormatReader = {
  name: 'jats',
  read([article]) {
    const root = rootOf(article!.bytes)
    const [summary, points] = all(root, 'abstract')
    const body = all(root, 'body').flatMap((each) => each.children)
    const isLead = (node: unknown) =>
      node instanceof XmlElement && node.attributes['specific-use'] === 'lead'
    return [
      ...all(root, 'title-group'),
      summary,
      ...body.filter(isLead),
      points,
      ...body.filter((node) => !isLead(node)),
      ...all(root, 'back'),
    ]
      .map((part) => wordsOf(part))
      .join('')
  },
  furniture: new RegExp(
    String.raw`^(?:${citationNumbers}(?:\d\.)?|We.*\d|.*\(Checkedon[^)]*\)\d*)$`,
    'su',
  ),
}

/** Words of a part, but for parts of a source beside its words, and what a picture shows. */
function wordsOf(node: unknown): string {
  if (node instanceof XmlText) return node.text
  if (!(node instanceof XmlElement)) return ''
  if (node.name === 'element-citation' || node.name === 'alt-text') return ''
  if (node.name === 'fig') {
    const [credit, licence] = ['attrib', 'license-p'].map((name) => childWords(all(node, name)))
    return `${childWords(all(node, 'caption'))}${[credit, licence].filter(Boolean).join(', ')}`
  }
  return childWords(node.children)
}

function childWords(nodes: readonly unknown[]): string {
  return nodes.map((node) => wordsOf(node)).join('')
}
