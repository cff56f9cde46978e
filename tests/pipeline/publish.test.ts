import {describe, expect, it} from 'vitest'

import type {
  ApprovedEdition,
  Content,
  Statement,
  VerifiedStatement,
} from '../../pipeline/approval/types.ts'
import type {ComposableContent} from '../../pipeline/composable-content.ts'
import {publish} from '../../pipeline/publish.ts'
import {RENDERER_VERSION, textDigest} from '../../pipeline/text.ts'
import {articleContent, block, contextWith, section, sections, siteContent} from './content.ts'
import {richContent} from './rich-content.ts'

function signed(digest: string, fields: Partial<Statement> = {}): VerifiedStatement {
  const statement: Statement = {
    format: 1,
    kind: 'sign-off',
    edition: 'edition.article-1.1',
    digest: 'cd'.repeat(32),
    article: 'article-1',
    number: 1,
    language: 'en',
    meaning: 'medical-review',
    text: {digest, renderer: RENDERER_VERSION},
    signer: {id: 'ada', name: 'Ada Sample', credentials: ['MD']},
    role: 'medical-expert',
    at: '2026-11-20T10:00:00.000Z',
    zone: 'Europe/Berlin',
    method: 'software-key',
    rules: 'ef'.repeat(32),
    ...fields,
  }
  return {id: 'statement.1', sha256: '', statement, keyid: '', envelope: '', firstSeen: null}
}

/** An edition as `admit` gives it; the brand has no value, so a test can only assert it. */
function edition({assets, ...content}: ComposableContent, statements: VerifiedStatement[]) {
  return {
    payload: {
      format: 1,
      kind: content.kind,
      id: 'edition.article-1.1',
      article: content.root,
      number: 1,
      language: 'en',
      content: content satisfies Content,
      assets: [...assets],
      sections: [],
      contributors: [],
      changeNote: '',
      schema: '',
      sealedAt: '2026-11-19T10:00:00.000Z',
    },
    sealed: '',
    digest: 'cd'.repeat(32),
    statements,
    emergency: false,
    lastReviewed: '2026-11-20T10:00:00.000Z',
    reviewDue: '2027-11-20T10:00:00.000Z',
    validity: {reviewed: '2027-11-20T10:00:00.000Z', overdue: '2028-11-20T10:00:00.000Z'},
  } as unknown as ApprovedEdition
}

describe('publish', () => {
  it('gives one publication of an article, with what was admitted', async () => {
    const content = richContent()
    const digest = await textDigest({content})
    const statements = [
      signed(digest),
      signed(digest, {role: 'editor', meaning: 'editorial-review', conflicts: 'None'}),
    ]
    const [page, ...others] = await publish(
      edition(content, statements),
      contextWith({overdue: true}),
    )
    expect(others).toEqual([])
    expect(page).toMatchObject({
      kind: 'publication',
      page: 'article',
      approval: {
        edition: 'edition.article-1.1',
        number: 1,
        digest: 'cd'.repeat(32),
        sealedAt: '2026-11-19T10:00:00.000Z',
        lastReviewed: '2026-11-20T10:00:00.000Z',
        reviewDue: '2027-11-20T10:00:00.000Z',
        overdue: true,
        validUntil: '2028-11-20T10:00:00.000Z',
        emergency: false,
      },
    })
    expect(page?.approval.signOffs).toEqual([
      {
        signer: 'ada',
        name: 'Ada Sample',
        credentials: ['MD'],
        role: 'medical-expert',
        meaning: 'medical-review',
        at: '2026-11-20T10:00:00.000Z',
        zone: 'Europe/Berlin',
      },
      expect.objectContaining({role: 'editor', conflicts: 'None'}),
    ])
  })

  it('gives one publication a page of a site', async () => {
    const content = siteContent()
    const digest = await textDigest({content})
    const pages = await publish(edition(content, [signed(digest)]), contextWith())
    expect(pages.map(({page, slug}) => [page, slug])).toEqual([
      ['expert-board', 'expert-board'],
      ['editorial-process', 'editorial-process'],
    ])
  })

  it('refuses with text-differs when a sign-off is about other words', async () => {
    const content = richContent()
    const right = signed(await textDigest({content}))
    const {text: _text, ...wordless} = right.statement
    for (const wrong of [signed('00'.repeat(32)), {...right, statement: wordless as Statement}]) {
      await expect(publish(edition(content, [right, wrong]), contextWith())).rejects.toMatchObject({
        name: 'PublishError',
        code: 'text-differs',
        edition: 'edition.article-1.1',
      })
    }
  })

  it('holds a reaffirmation to the text only where it names one', async () => {
    const content = richContent()
    const right = signed(await textDigest({content}))
    const {text: _text, ...wordless} = signed('', {kind: 'reaffirmation'}).statement
    const silent = {...right, statement: wordless as Statement}
    await expect(publish(edition(content, [right, silent]), contextWith())).resolves.toHaveLength(1)
    const wrong = signed('00'.repeat(32), {kind: 'reaffirmation'})
    await expect(publish(edition(content, [right, wrong]), contextWith())).rejects.toMatchObject({
      code: 'text-differs',
    })
  })

  it('refuses with content-fatal what cannot be shown whole, naming the place', async () => {
    const content = articleContent(sections(section('One', [block('x'), {_type: 'poll'}])))
    const digest = await textDigest({content})
    await expect(publish(edition(content, [signed(digest)]), contextWith())).rejects.toMatchObject({
      code: 'content-fatal',
      message: expect.stringContaining('sections[_key=="s1"].body[_key=="b2"]'),
      messages: [expect.objectContaining({ruleId: 'unknown-block', severity: 'fatal'})],
    })
  })

  it('refuses with content-fatal what is not of the content model, with its cause', async () => {
    await expect(
      publish(edition(articleContent({title: 5}), []), contextWith()),
    ).rejects.toMatchObject({
      code: 'content-fatal',
      cause: expect.objectContaining({code: 'content-malformed', path: 'title'}),
    })
  })

  it('is still about the same words when the context changes', async () => {
    const content = richContent()
    const approved = edition(content, [signed(await textDigest({content}))])
    const articles = {hip: {status: 'live', slug: 'hip', language: 'en', title: 'The hip'} as const}
    const [before] = await publish(approved, contextWith())
    const [after] = await publish(approved, contextWith({articles}))
    expect(before?.related).toEqual([])
    expect(after?.related).toHaveLength(1)
    expect(after?.text).toBe(before?.text)
  })
})
