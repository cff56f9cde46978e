import {
  AlignmentType,
  Document,
  Footer,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph as DocxParagraph,
  TextRun,
  type FileChild,
  type ILevelsOptions,
  type ISectionPropertiesOptions,
} from 'docx'

import {toArticle} from '../../article/article.ts'
import {makeView} from '../../article/make-view.ts'
import {placeLinks} from '../../article/steps/place-links.ts'
import type {View} from '../../article/view.ts'
import type {Exporter, World} from '../../exporter.ts'
import {listFigures} from '../../figure-rights.ts'
import type {Flow} from '../../flow/flow.ts'
import {linkedIds} from '../../flow/linked-ids.ts'
import {toFlow} from '../../flow/to-flow.ts'
import {defaultDocxOptions, type DocxOptions} from './options.ts'
import {indentOf, numberings, toParagraph, type DocumentParts} from './paragraphs.ts'
import {toPicture} from './pictures.ts'
import {settle} from './settle.ts'
import {documentStyles} from './styles.ts'
import {toTable} from './tables.ts'

const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/**
 * DOCX for Word and its kin: named styles, headings that make an outline, numbered sources, linked
 * both to and from nothing outside but the sources themselves.
 *
 * The site's own pages are no documents.
 *
 * @see docs/docx.md
 */
export const docxExporter: Exporter<DocxOptions> = {
  name: 'docx',
  mediaTypes: [mediaType],
  version: '2',
  defaults: defaultDocxOptions,
  figures: ['syndication'],
  async export(composition, options, world) {
    if (composition.page !== 'article') return []
    const view = await makeView(composition, {
      ...options,
      target: 'book',
      articleUrl: '',
      assetBase: '',
    })
    const article = toArticle(view)
    placeLinks(article, view, options.publicUrl)
    const flow = toFlow(article)
    const document = new Document({
      title: composition.title,
      description: composition.summary,
      creator: composition.authors.map(({name}) => name).join('; '),
      lastModifiedBy: composition.site?.name ?? '',
      keywords: composition.topics.map(({label, code}) => label ?? code).join(', '),
      styles: documentStyles(composition.language),
      numbering: {config: toNumbering()},
      features: {updateFields: false},
      sections: [
        {
          properties: toPage(options),
          footers: {default: toFooter(view)},
          children: await toChildren(flow, view, world),
        },
      ],
    })
    const packed = await Packer.toArrayBuffer(document)
    const bytes = settle(new Uint8Array(packed), composition.approval)
    return [{path: 'article.docx', mediaType, bytes}]
  },
}

async function toChildren(flow: Flow, {composition}: View, world: World): Promise<FileChild[]> {
  const parts: DocumentParts = {
    bookmarks: nameBookmarks(flow),
    rightToLeft: composition.direction === 'rtl',
  }
  const assets = new Map(listFigures(composition).map(({asset}) => [asset.path, asset]))
  const children: FileChild[] = []
  let pictures = 0
  for (const block of flow) {
    if (block.type === 'paragraph') children.push(toParagraph(block, parts))
    else if (block.type === 'table') children.push(toTable(block, parts))
    else {
      pictures += 1
      children.push(await toPicture(block, assets.get(block.path)!, pictures, world))
    }
  }
  return children
}

/** Bookmarks have short names of letters and digits; only what is linked to has one. */
function nameBookmarks(flow: Flow): Map<string, string> {
  return new Map([...linkedIds(flow)].map((id, index) => [id, `place${index + 1}`]))
}

function toNumbering(): Array<{reference: string; levels: ILevelsOptions[]}> {
  const levels = Array.from({length: 9}, (_, level) => level)
  return [
    {
      reference: numberings.ordered,
      levels: levels.map((level) => ({
        level,
        format: LevelFormat.DECIMAL,
        text: `%${level + 1}.`,
        alignment: AlignmentType.START,
        style: hangAt(level),
      })),
    },
    {
      reference: numberings.unordered,
      levels: levels.map((level) => ({
        level,
        format: LevelFormat.BULLET,
        text: ['•', '–', '·'][level % 3]!,
        alignment: AlignmentType.START,
        style: hangAt(level),
      })),
    },
  ]
}

function hangAt(level: number): NonNullable<ILevelsOptions['style']> {
  return {paragraph: {indent: {left: indentOf(level), hanging: 360}}}
}

/** Twentieths of a point. */
function toPage({paper}: DocxOptions): ISectionPropertiesOptions {
  const size = paper === 'a4' ? {width: 11906, height: 16838} : {width: 12240, height: 15840}
  return {page: {size, margin: {top: 1300, bottom: 1300, left: 1300, right: 1300}}}
}

/** Which edition this is, and which page of it. */
function toFooter({composition, labels}: View): Footer {
  const {approval} = composition
  const edition = approval
    ? `${labels.facts.edition} ${approval.number} · ${approval.digest.slice(0, 16)} · `
    : `${labels.banner.preview} · `
  return new Footer({
    children: [
      new DocxParagraph({
        alignment: AlignmentType.END,
        bidirectional: composition.direction === 'rtl',
        children: [
          new TextRun({
            size: 16,
            color: '515D61',
            children: [edition, PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  })
}
