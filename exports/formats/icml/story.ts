import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Flow, Paragraph} from '../../flow/flow.ts'
import {linkedIds} from '../../flow/linked-ids.ts'
import {writeXml} from '../../xml/write-xml.ts'
import {collectLinks} from './links.ts'
import type {IcmlOptions} from './options.ts'
import {toParagraphs, type StoryParts} from './paragraphs.ts'
import {toPicture} from './pictures.ts'
import {nameStyles} from './styles.ts'
import {toTable} from './tables.ts'

/**
 * Write a flow as an InCopy story.
 *
 * @param title
 *   Name of the story in InDesign's assignments.
 * @see https://developer.adobe.com/indesign/ IDML File Format Specification, chapter "Stories"
 */
export function toStory(flow: Flow, title: string, options: IcmlOptions): Uint8Array {
  const names = nameStyles(options)
  const links = collectLinks(linkedIds(flow))
  const body = toBody(flow, {names, links})
  const declared = links.declare()
  return writeXml({
    type: 'root',
    children: [
      {
        type: 'instruction',
        name: 'aid',
        value: 'style="50" type="snippet" readerVersion="6.0" featureSet="513" product="8.0(370)"',
      },
      {type: 'instruction', name: 'aid', value: 'SnippetType="InCopyInterchange"'},
      x('Document', {DOMVersion: '8.0', Self: 'marrow'}, [
        ...names.declare(),
        x(
          'Story',
          {
            Self: 'story',
            TrackChanges: 'false',
            StoryTitle: title,
            AppliedTOCStyle: 'n',
            AppliedNamedGrid: 'n',
          },
          [
            x('StoryPreference', {OpticalMarginAlignment: 'false', OpticalMarginSize: '12'}),
            ...body,
          ],
        ),
        ...declared,
      ]),
    ],
  })
}

function toBody(flow: Flow, parts: StoryParts): Element[] {
  let pictures = 0
  let tables = 0
  const body: Element[] = []
  let waiting: Paragraph[] = []
  for (const [index, block] of flow.entries()) {
    if (block.type === 'paragraph') {
      waiting.push(block)
      if (index < flow.length - 1) continue
    }
    body.push(...toParagraphs(waiting, index === flow.length - 1, parts))
    waiting = []
    if (block.type === 'table') body.push(toTable(block, (tables += 1), parts))
    if (block.type === 'picture') body.push(toPicture(block, (pictures += 1), parts))
  }
  return body
}
