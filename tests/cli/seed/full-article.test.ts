import {describe, expect, test} from 'vitest'

import {documentTypes, objectTypes} from '#schemas'

import {loadSampleContent} from '../../../cli/seed/load-content.ts'
import {objectsIn, wordsOf, type Found} from './walk.ts'

const {documents} = await loadSampleContent()
const byId = new Map(documents.map((document) => [document._id, document]))
const article = byId.get('article-bone-marrow-edema-knee')

/** The article and what it refers to, but no other article. */
function reached(): Found[] {
  const seen = new Map<string, Found[]>()
  const queue = ['article-bone-marrow-edema-knee']
  for (const id of queue) {
    const document = byId.get(id)
    if (!document || seen.has(id)) continue
    const found = objectsIn(document)
    seen.set(id, found)
    queue.push(
      ...found
        .filter(({value}) => value['_type'] === 'reference' && !value['_weak'])
        .map(({value}) => String(value['_ref'])),
    )
  }
  return [...seen.values()].flat()
}

const found = reached()
const ofType = (type: string) => found.filter(({value}) => value['_type'] === type)
const words = [...new Set(found.map(({value}) => value))]
  .filter((value) => '_id' in value)
  .map(wordsOf)
  .join('\n')

describe('the full article uses every construct of the content model', () => {
  const fields = documentTypes.find(({name}) => name === 'article')?.fields ?? []

  // The article is no translation.
  const names = fields.map(({name}) => name).filter((name) => name !== 'translatedFrom')
  test.each(names)('field %s', (name) => {
    expect(article).toHaveProperty(name)
  })

  // Lists have no object of their own; share targets belong to the site settings.
  const others = new Set(['body', 'richText', 'shareTarget'])
  const types = objectTypes.map(({name}) => name).filter((name) => !others.has(name))
  test.each(types)('object %s', (type) => {
    expect(ofType(type)).not.toEqual([])
  })

  const documentNames = ['person', 'citation', 'figure', 'glossaryTerm', 'sharedSection']
  test.each(documentNames)('document %s', (type) => {
    expect(ofType(type)).not.toEqual([])
  })

  test.each(['strong', 'em', 'sub', 'sup'])('decorator %s', (mark) => {
    const marks = ofType('span').flatMap(({value}) => value['marks'] ?? [])
    expect(marks).toContain(mark)
  })

  test.each(['bullet', 'number'])('%s list', (listItem) => {
    expect(ofType('block').filter(({value}) => value['listItem'] === listItem)).not.toEqual([])
  })

  test('nested list', () => {
    expect(ofType('block').filter(({value}) => value['level'] === 2)).not.toEqual([])
  })

  test.each(['note', 'warning', 'urgent'])('callout %s', (tone) => {
    expect(ofType('callout').filter(({value}) => value['tone'] === tone)).not.toEqual([])
  })

  test('subsections', () => {
    const sections = ofType('section').filter(({value}) => Array.isArray(value['sections']))
    expect(sections.length).toBeGreaterThan(2)
  })

  const aspects =
    'overview causes symptoms diagnosis treatment self-care when-to-seek-care prevention outlook'
  test.each(aspects.split(' '))('health aspect %s', (aspect) => {
    expect(ofType('section').filter(({value}) => value['aspect'] === aspect)).not.toEqual([])
  })

  test('table with a caption, a header row and a header column', () => {
    expect(ofType('table').map(({value}) => value)).toContainEqual(
      expect.objectContaining({caption: expect.any(String), headerRows: 1, headerColumns: 1}),
    )
  })

  test('citations of one work and of several', () => {
    const counts = ofType('citationUse').map(({value}) => objectsIn(value).length)
    // The use itself, and for each work an item and its reference.
    expect(counts).toContain(3)
    expect(counts).toContain(5)
  })

  test('citations with a place in the work, and excerpts that say that they are paraphrases', () => {
    const items = ofType('citationItem').map(({value}) => value)
    expect(items.filter(({locator}) => locator)).not.toEqual([])
    const excerpts = items.flatMap(({excerpt}) => excerpt ?? [])
    expect(excerpts).not.toEqual([])
    for (const excerpt of excerpts) expect(excerpt).toMatch(/^Paraphrase: /)
  })

  test('terms with an abbreviation, and terms without', () => {
    const abbreviations = ofType('glossaryTerm').map(({value}) => value['abbreviation'])
    expect(abbreviations).toEqual(expect.arrayContaining(['BME', 'MRI', 'CT', 'DEXA', undefined]))
  })

  test('pull quote with an attribution', () => {
    expect(ofType('pullQuote')[0]?.value).toHaveProperty('attribution')
  })

  test('the five sources, each cited', () => {
    const listed = objectsIn(article?.['sources']).map(({value}) => value['_ref'])
    const cited = ofType('citationItem').map(({value}) => objectsIn(value)[1]?.value['_ref'])
    expect(listed).toHaveLength(5)
    expect(new Set(cited)).toEqual(new Set(listed))
  })
})

/** A key phrase of each fact in the outline, by section. */
const facts: Record<string, string> = {
  lead: `bone marrow lesion|mostly fat|spongy bone|watery|fluid and blood|arthritis|injury|fracture|
    any bone|legs|knee|notice nothing|stand|walk|climb stairs|magnetic resonance imaging`,
  causes: `cortical bone|tibia|femur|dislocation|cartilage|meniscus|ligament|mechanical|degenerative|
    osteoarthritis|stress injuries|bone bruise|rheumatoid arthritis|psoriatic arthritis|
    ankylosing spondylitis|blood cells|subchondral bone|osteomyelitis|septic arthritis|septic|
    diabetes|avascular necrosis|ischemic|neoplastic|osteosarcoma|chondrosarcoma|ewing’s sarcoma|
    rare|children|metastasis|breast|lung|prostate|kidney`,
  symptoms: 'not dangerous|disabling|nerve fibers|when you walk|on stairs|swelling|stiffness',
  diagnosis: `computed tomography|stress fractures|osteochondral|osteonecrosis|osteoid osteoma|
    dual-energy x-ray absorptiometry|bone density|osteoporosis|cannot diagnose|x-ray|not sharp enough`,
  treatment: `bisphosphonates|extracorporeal shock wave therapy|noninvasive|outpatient|
    core decompression|drilled|pressure|blood flow|breakdown of bone|ease pain|underlying cause`,
  quote: 'find out which one|very different problems|ease the symptoms|harmed further',
}

describe('the full article has every fact of the outline', () => {
  const phrases = Object.entries(facts).flatMap(([part, list]) =>
    list.split('|').map((phrase) => [part, phrase.trim().replaceAll(/\s+/g, ' ')] as const),
  )
  test.each(phrases)('%s: %s', (_part, phrase) => {
    expect(words.toLowerCase()).toContain(phrase)
  })
})
