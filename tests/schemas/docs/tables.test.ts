import {readFile} from 'node:fs/promises'

import {describe, expect, it} from 'vitest'

import {documentTypes, objectTypes, outline} from '#schemas'

import {contentModelTables, fillPage} from '../../../schemas/docs/tables.ts'

const types = [...documentTypes, ...objectTypes]
const definedFields = types.flatMap((type) =>
  'fields' in type ? type.fields.map((field) => `${type.name}.${field.name}`) : [],
)

describe('docs/content-model.md', () => {
  it('has the current tables', async () => {
    const page = await readFile(new URL('../../../docs/content-model.md', import.meta.url), 'utf8')
    expect(page, 'stale: run `npm run types:generate`').toBe(fillPage(page, contentModelTables()))
  })

  it('classes every field', () => {
    expect(contentModelTables().fields).not.toContain('**none**')
  })

  it('names every document type', async () => {
    const page = await readFile(new URL('../../../docs/content-model.md', import.meta.url), 'utf8')
    for (const {name} of documentTypes) expect(page).toContain(`| \`${name}\` |`)
  })
})

describe('fillPage', () => {
  it('replaces what is between the comments of a table', () => {
    const page = 'a\n<!-- t -->\nold\n<!-- /t -->\nb'
    expect(fillPage(page, {t: 'new\n'})).toBe('a\n<!-- t -->\nnew\n<!-- /t -->\nb')
  })

  it('refuses a page without a place for a table', () => {
    expect(() => fillPage('<!-- /t --> <!-- t -->', {t: ''})).toThrow('no place')
  })
})

describe('the outline', () => {
  it('has every part that the sample article has', () => {
    const parts = outline.map(({part}) => part.toLowerCase()).join('\n')
    for (const words of [
      'title',
      'lead',
      'table of contents with "view all"',
      'image with alternative text and credit',
      'sections with subsections',
      'bulleted lists',
      'links to other articles',
      'definitions',
      'related-article callouts between paragraphs',
      'closing quote with name, degree and board membership',
      'list of sources',
      'statement on sourcing',
      'editorial process',
      "expert board's page",
      'share',
      'helpful, report an error, other',
    ]) {
      expect(parts).toContain(words)
    }
  })

  it.each(outline)('has fields and a block that are defined: $part', ({fields, block}) => {
    expect(fields.length).toBeGreaterThan(0)
    const missing = fields.filter((field) => !definedFields.includes(field))
    expect(missing).toEqual([])
    expect([null, 'block', ...types.map(({name}) => name)]).toContain(block)
  })
})
