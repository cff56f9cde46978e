import {describe, expect, it} from 'vitest'

import {toSafeJson} from '../../../exports/formats/html/parts/json-ld.ts'
import {richComposition} from '../fixtures/composition.ts'
import {readJsonLd, render} from './render.ts'

describe('the JSON-LD', () => {
  it('describes a reviewed article as schema.org has it', async () => {
    const data = readJsonLd((await render()).page)
    expect(data).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'MedicalWebPage',
      '@id': 'https://health.example.org/library/bone-marrow-edema-knee.en/',
      inLanguage: 'en',
      identifier: 'edition.article-bme-knee.3',
      version: 3,
      dateModified: '2026-03-02T09:00:00.000Z',
      lastReviewed: '2026-03-03',
      reviewedBy: [{'@type': 'Person', name: 'Max Muster', honorificSuffix: 'MD, PhD'}],
      author: [{'@type': 'Person', name: 'Ada Example'}],
      license: 'https://creativecommons.org/licenses/by-sa/4.0/',
      medicalAudience: {'@type': 'MedicalAudience', audienceType: 'Patient'},
      exampleOfWork: {identifier: 'work-bme-knee'},
    })
    expect(data.about[0]).toEqual({
      '@type': 'MedicalEntity',
      name: 'Bone Marrow Diseases',
      code: {'@type': 'MedicalCode', codeValue: 'D001855', codingSystem: 'MeSH'},
    })
    expect(data.correction).toHaveLength(1)
  })

  it('names each section by its health aspect', async () => {
    const data = readJsonLd((await render()).page)
    expect(data.hasPart.map((part) => part.hasHealthAspect)).toEqual([
      'https://schema.org/OverviewHealthAspect',
      'https://schema.org/CausesHealthAspect',
      'https://schema.org/ScreeningHealthAspect',
    ])
  })

  it('lists every source with its authors, date and identifiers', async () => {
    const data = readJsonLd((await render()).page)
    expect(data.citation[0]).toEqual({
      '@type': 'ScholarlyArticle',
      name: 'Treatment of bone marrow lesions (bone marrow edema)',
      author: [{'@type': 'Person', name: 'Erik F. Eriksen'}],
      datePublished: '2015',
      sameAs: [
        'https://doi.org/10.1038/bonekey.2015.124',
        'https://pubmed.ncbi.nlm.nih.gov/26644910/',
      ],
    })
  })

  it('names no reviewer under sample keys, nor in a preview', async () => {
    const sample = readJsonLd((await render({sample: true})).page)
    expect(sample).not.toHaveProperty('reviewedBy')
    const preview = readJsonLd((await render({kind: 'preview', approval: null})).page)
    expect(preview).not.toHaveProperty('reviewedBy')
    expect(preview).not.toHaveProperty('lastReviewed')
    expect(preview['creativeWorkStatus']).toBe('Draft')
  })

  it('has one lastReviewed, however many signed', async () => {
    const approval = richComposition().approval!
    const expert = approval.signOffs[1]!
    const signOffs = [...approval.signOffs, {...expert, signer: 'signer-zoe', name: 'Zoe Example'}]
    const {page} = await render({approval: {...approval, signOffs}})
    expect(page.match(/"lastReviewed"/g)).toHaveLength(1)
    expect(readJsonLd(page).reviewedBy).toHaveLength(2)
  })

  it('points a translation to the edition that it was made from', async () => {
    const data = readJsonLd((await render({translatedFrom: 'edition.artikel.1'})).page)
    expect(data.translationOfWork.identifier).toBe('edition.artikel.1')
  })

  it('cannot be broken out of', () => {
    const text = toSafeJson({a: '</script><!-- & \u2028'})
    expect(text).not.toMatch(/[<>&\u2028]/)
    expect(JSON.parse(text)).toEqual({a: '</script><!-- & \u2028'})
  })

  it('describes a page of the site as a plain web page', async () => {
    const data = readJsonLd((await render({page: 'expert-board'})).page)
    expect(data['@type']).toBe('WebPage')
    expect(data).not.toHaveProperty('medicalAudience')
  })
})
