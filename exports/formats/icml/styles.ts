import type {Element} from 'xast'
import {x} from 'xastscript'

import type {Paragraph, ParagraphStyle, Run} from '../../flow/flow.ts'
import type {IcmlOptions} from './options.ts'

/** Names the styles of a story, and remembers which it uses. */
export interface StyleNames {
  paragraph(paragraph: Pick<Paragraph, 'style' | 'tone' | 'list'>): string
  character(run: Omit<Run, 'text'>): string
  /** The groups that declare every style that was named. */
  declare(): Element[]
}

const noCharacterStyle = 'CharacterStyle/$ID/[No character style]'
export const tableStyle = 'TableStyle/Marrow Table'
export const cellStyle = 'CellStyle/Marrow Cell'
export const headCellStyle = 'CellStyle/Marrow Head Cell'
export const figureStyle = 'ObjectStyle/Marrow Figure'

/**
 * Make the names: a designer's template restyles a story by them when it is placed.
 *
 * Callouts and banners are a style for each tone (`Callout Warning`), lists one for each level
 * below the first (`List Bullet 2`).
 */
export function nameStyles({styles}: Pick<IcmlOptions, 'styles'>): StyleNames {
  const paragraphs = new Set<string>()
  const characters = new Set<string>()
  return {
    paragraph(paragraph) {
      const name = styles[paragraph.style] ?? defaultName(paragraph)
      paragraphs.add(name)
      return `ParagraphStyle/${selfOf(name)}`
    },
    character(run) {
      const name = characterName(run)
      if (name === null) return noCharacterStyle
      characters.add(name)
      return `CharacterStyle/${name}`
    },
    declare: () => declareStyles([...paragraphs].toSorted(), [...characters].toSorted()),
  }
}

function defaultName({style, tone, list}: Pick<Paragraph, 'style' | 'tone' | 'list'>): string {
  const grave = tone && tone !== 'note' ? ` ${tone === 'warning' ? 'Warning' : 'Urgent'}` : ''
  const level = list && list.level > 0 && isList(style) ? ` ${list.level + 1}` : ''
  const more = list && !list.marked ? ' Continued' : ''
  return style + grave + level + more
}

function isList(style: ParagraphStyle): boolean {
  return style === 'List Bullet' || style === 'List Number'
}

/** Several looks at once have one name, in a fixed order. */
function characterName(run: Omit<Run, 'text'>): string | null {
  const words = [
    run.bold && 'Bold',
    run.italic && 'Italic',
    run.superscript && (run.target === undefined ? 'Superscript' : 'Citation'),
    run.subscript && 'Subscript',
    run.code && 'Code',
    run.struck && 'Struck',
    run.href !== undefined && 'Link',
  ].filter((word) => typeof word === 'string')
  return words.length > 0 ? words.join(' ') : null
}

/** In ids a style group is told from its style by an encoded colon. */
function selfOf(name: string): string {
  return name.replaceAll(':', '%3a')
}

const characterLooks: Record<string, Record<string, string>> = {
  Bold: {FontStyle: 'Bold'},
  Italic: {FontStyle: 'Italic'},
  Superscript: {Position: 'Superscript'},
  Citation: {Position: 'Superscript'},
  Subscript: {Position: 'Subscript'},
  Struck: {StrikeThru: 'true'},
}

function declareStyles(paragraphs: readonly string[], characters: readonly string[]): Element[] {
  return [
    x('RootCharacterStyleGroup', {Self: 'marrow_character_styles'}, [
      x('CharacterStyle', {Self: '$ID/NormalCharacterStyle', Name: 'Default'}),
      ...characters.map((name) =>
        x('CharacterStyle', {Self: `CharacterStyle/${name}`, Name: name, ...lookOf(name)}, [
          x('Properties', [x('BasedOn', {type: 'object'}, '$ID/NormalCharacterStyle')]),
        ]),
      ),
    ]),
    x('RootParagraphStyleGroup', {Self: 'marrow_paragraph_styles'}, [
      x('ParagraphStyle', {
        Self: '$ID/NormalParagraphStyle',
        Name: '$ID/NormalParagraphStyle',
        SpaceBefore: '6',
        SpaceAfter: '6',
      }),
      ...paragraphs.map((name) =>
        x(
          'ParagraphStyle',
          {Self: `ParagraphStyle/${selfOf(name)}`, Name: name, ...listLook(name)},
          [x('Properties', [x('BasedOn', {type: 'object'}, '$ID/NormalParagraphStyle')])],
        ),
      ),
    ]),
    x('RootTableStyleGroup', {Self: 'marrow_table_styles'}, [
      x('TableStyle', {Self: tableStyle, Name: 'Marrow Table'}),
    ]),
    x('RootCellStyleGroup', {Self: 'marrow_cell_styles'}, [
      x('CellStyle', {Self: cellStyle, Name: 'Marrow Cell'}),
      x('CellStyle', {Self: headCellStyle, Name: 'Marrow Head Cell'}),
    ]),
    x('RootObjectStyleGroup', {Self: 'marrow_object_styles'}, [
      x('ObjectStyle', {Self: figureStyle, Name: 'Marrow Figure'}),
    ]),
  ]
}

function lookOf(name: string): Record<string, string> {
  return Object.assign({}, ...name.split(' ').map((word) => characterLooks[word] ?? {}))
}

/** Lists have their markers even before a designer restyles them. */
function listLook(name: string): Record<string, string> {
  const level = Number(/ (\d)$/.exec(name)?.[1] ?? 1)
  const indent = {LeftIndent: String(12 * level), FirstLineIndent: '-12'}
  if (name.endsWith(' Continued')) return {LeftIndent: '12'}
  if (/^(?:List Bullet|Key Point$)/.test(name)) {
    return {BulletsAndNumberingListType: 'BulletList', ...indent}
  }
  if (/^(?:List Number|Source$)/.test(name)) {
    return {BulletsAndNumberingListType: 'NumberedList', ...indent}
  }
  return {}
}
