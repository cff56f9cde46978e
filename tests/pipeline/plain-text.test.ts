import {describe, expect, it} from 'vitest'

import {compose} from '../../pipeline/compose.ts'
import {toPlainText} from '../../pipeline/plain-text.ts'
import {articleContent, block, contextWith, section, sections, table} from './content.ts'
import {richContent} from './rich-content.ts'

describe('toPlainText', () => {
  it('says all that a page says, a line a block', () => {
    expect(toPlainText(compose(richContent(), contextWith()).hast)).toBe(
      [
        'Causes',
        'Up to 10^6 cells, H2O [1, 2(p. 3)]',
        'bone marrow edema (BME)',
        'the hip',
        'a register',
        'first',
        'inside',
        'Doses',
        'Drug\tDose',
        'A\t5 mg',
        'A knee',
        'The knee from the side Photo: Ada Sample',
        'Act',
        'Call now.',
        'Rest helps.',
        'A patient',
        'Rare ones',
        'Few.',
        'In Markdown',
        'Drink water [2(p. 9)].',
        'rest',
        'ice',
        'Mind',
        'No heat.',
        'Seek care',
        'When it hurts at night.',
      ].join('\n'),
    )
  })

  it('keeps an exponent of several words together', () => {
    const raised = {_type: 'span', text: 'n + 1', marks: ['sup']}
    const page = compose(
      articleContent(sections(section('One', [block('2', raised)]))),
      contextWith(),
    )
    expect(toPlainText(page.hast)).toBe('One\n2^(n + 1)')
  })

  it('keeps no-break spaces, empty cells and line breaks', () => {
    const body = [
      block('5\u00A0mg\n  daily'),
      table([
        ['', 'b'],
        ['c', ''],
      ]),
    ]
    const page = compose(articleContent(sections(section('One', body))), contextWith())
    expect(toPlainText(page.hast)).toBe('One\n5\u00A0mg\ndaily\n\tb\nc')
  })
})
