import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, it} from 'vitest'

import {
  exporters,
  htmlExporter,
  jatsExporter,
  jsonExporter,
  noticeArtifacts,
  noticeSchema,
  pdfExporter,
  type Exporter,
} from '#exports'
import {composeNotice, schemaProblems, type WithdrawalNotice} from '#pipeline'

import {makeLiveHouse, remove, seeStatement} from '../../pipeline/approval/admission/live-house.ts'
import {fixtureWorld} from '../fixtures/composition.ts'
import {printWorld} from '../formats/pdf/make-pdf.ts'
import {readPdf} from '../formats/pdf/read-pdf.ts'
import {makeNotice, noticesForValidators} from './notices.ts'

const all = [htmlExporter, jsonExporter, jatsExporter, pdfExporter] as Exporter[]
const validate = new Ajv2020({strict: false}).compile(noticeSchema)

/** The text of each format's notice. */
async function textsOf(notice: WithdrawalNotice): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const {path, bytes} of await noticeArtifacts(notice, all, printWorld)) {
    const text =
      path === 'article.pdf' ? (await readPdf(bytes)).root.text : new TextDecoder().decode(bytes)
    texts[path] = text.replaceAll(/<style>[^]*<\/style>/g, '').replaceAll(/\s+/g, ' ')
  }
  return texts
}

describe('The notice of a withdrawal', () => {
  it('comes in HTML, JSON, JATS and PDF, and no other format has one', async () => {
    const artifacts = await noticeArtifacts(makeNotice(), exporters, printWorld)
    expect(artifacts.map(({path}) => path).toSorted()).toEqual([
      'article.jats.xml',
      'article.json',
      'article.pdf',
      'index.html',
    ])
  })

  it('says in each what happened, why, from when, of which edition, and who says so', async () => {
    const texts = await textsOf(makeNotice())
    expect(Object.keys(texts)).toHaveLength(4)
    for (const [path, text] of Object.entries(texts)) {
      expect(text, path).toMatch(/retraction/i)
      expect(text, path).toMatch(/safety/i)
      expect(text, path).toMatch(/April 2, 2026|2026-04-02/)
      expect(text, path).toContain('The dose in the section on treatment is ten times too high.')
      expect(text, path).toContain('Bone marrow edema of the knee')
      expect(text, path).toContain('Marrow Health')
      expect(text, path).toMatch(/Edition:? ?3|"number": 3|<dt>Edition<\/dt> <dd>3/)
      expect(text, path).not.toContain('Sample content')
    }
    expect(texts['index.html']).toContain('Retracted: Bone marrow edema of the knee')
    expect(texts['article.pdf']).toContain('Retracted: Bone marrow edema of the knee')
    expect(texts['article.jats.xml']).toContain('article-type="retraction"')
  })

  it.each([
    ['removal', 'Removed'],
    ['withdrawal', 'Withdrawn'],
  ] as const)('names a %s as what it is', async (update, word) => {
    const texts = await textsOf(makeNotice({update}))
    expect(texts['index.html']).toContain(`${word}: Bone marrow edema of the knee`)
    expect(texts['article.pdf']).toContain(`${word}: Bone marrow edema of the knee`)
    expect(texts['article.json']).toContain(`"update": "${update}"`)
    expect(texts['article.jats.xml']).toContain(`specific-use="${update}"`)
  })

  it('is marked where it was signed with sample keys, and search engines pass it over', async () => {
    const texts = await textsOf(makeNotice({sample: true}))
    for (const [path, text] of Object.entries(texts)) {
      expect(text, path).toContain('Sample content, not reviewed by a physician')
    }
    expect(texts['index.html']).toContain('<meta name="robots" content="noindex">')
    expect((await textsOf(makeNotice()))['index.html']).not.toContain('robots')
  })

  it('fits its published schema, which an article does not', async () => {
    for (const [name, notice] of Object.entries(noticesForValidators)) {
      const [json] = await noticeArtifacts(notice, [jsonExporter], fixtureWorld)
      const value: unknown = JSON.parse(new TextDecoder().decode(json!.bytes))
      expect(validate(value), `${name} ${JSON.stringify(validate.errors)}`).toBe(true)
      expect(schemaProblems(value, noticeSchema), name).toEqual([])
    }
    expect(validate({format: 'marrow-article', status: 'published'})).toBe(false)
  })

  it('has a page that runs nothing and loads nothing, whatever the words are', async () => {
    const {hostile} = noticesForValidators
    const [page] = await noticeArtifacts(hostile!, [htmlExporter], fixtureWorld)
    const text = new TextDecoder().decode(page!.bytes)
    expect(text).toContain('default-src')
    expect(text).not.toMatch(/<script|<img|href="(?!#)/)
    expect(text).toContain('&lt;script>')
  })

  it('points in JATS to what it takes out, where that has an address', async () => {
    const {bare, full} = noticesForValidators
    const xmlOf = async (notice: WithdrawalNotice): Promise<string> => {
      const [artifact] = await noticeArtifacts(notice, [jatsExporter], fixtureWorld)
      return new TextDecoder().decode(artifact!.bytes)
    }
    expect(await xmlOf(full!)).toContain(
      'related-article-type="retracted-article" specific-use="retraction" ext-link-type="uri" xlink:href="https://health.example.org/library/bone-marrow-edema-knee.en/"',
    )
    expect(await xmlOf(bare!)).not.toContain('<related-article')
    expect(await xmlOf(bare!)).toContain('document-id="edition.article-bme-knee.3"')
  })

  it('gives equal bytes for an equal notice', async () => {
    const [first, second] = await Promise.all([
      noticeArtifacts(makeNotice(), all, printWorld),
      noticeArtifacts(makeNotice(), all, printWorld),
    ])
    expect(second).toEqual(first)
  })

  it('comes without a format that fails, which is reported', async () => {
    const faults: string[] = []
    const report = (format: string): void => void faults.push(format)
    // There is no typesetter in this world.
    const artifacts = await noticeArtifacts(makeNotice(), all, fixtureWorld, report)
    expect(artifacts.map(({path}) => path)).toEqual([
      'index.html',
      'article.json',
      'article.jats.xml',
    ])
    expect(faults).toEqual(['pdf'])
    await expect(noticeArtifacts(makeNotice(), all, fixtureWorld)).rejects.toMatchObject({
      code: 'typesetter-missing',
    })
  })
})

describe('composeNotice', () => {
  const words = {
    kind: 'withdrawal',
    update: 'retraction',
    severity: 'legal',
    at: '2026-03-01T12:00:00.000Z',
    effective: '2026-03-03T12:00:00.000Z',
    notice: 'A rights holder objected.',
    reason: 'Letter of 28 February.',
  } as const
  const now = '2026-03-05T00:00:00.000Z'

  it('takes its words from the verified withdrawal, and of the article the title alone', async () => {
    const {house, edition} = await makeLiveHouse()
    await house.sign(house.expert, edition, words)
    const {withdrawn, trust} = await house.admit({now})
    const notice = composeNotice(withdrawn[0]!, trust)
    expect(notice).toMatchObject({
      article: 'knee',
      title: 'Bone marrow edema of the knee',
      slug: 'bone-marrow-edema-knee',
      number: 1,
      update: 'retraction',
      severity: 'legal',
      effective: words.effective,
      withdrawnAt: words.at,
      text: words.notice,
      publisher: trust.publisher,
      sample: trust.sample,
    })
    const texts = JSON.stringify(await textsOf(notice))
    const knee = house.documents.get('knee')!
    expect(typeof knee['summary']).toBe('string')
    expect(texts).not.toContain(String(knee['summary']).slice(0, 20))
    expect(texts).not.toContain(words.reason)
  })

  it('has no words where only the ledger remembers, and holds all the same', async () => {
    const {house, edition} = await makeLiveHouse()
    const withdrawal = await house.sign(house.expert, edition, words)
    await seeStatement(house, withdrawal)
    remove(house, withdrawal)
    const {withdrawn, trust} = await house.admit({now})
    expect(composeNotice(withdrawn[0]!, trust)).toMatchObject({
      update: 'retraction',
      severity: 'legal',
      effective: words.effective,
      text: null,
      statement: null,
    })
  })
})
