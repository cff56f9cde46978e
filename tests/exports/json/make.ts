import {jsonExporter} from '#exports'
import type {Artifact, JsonOptions, World} from '#exports'
import {compose, composePages} from '#pipeline'
import type {Approval, Composition} from '#pipeline'

import {contextWith, siteContent} from '../../pipeline/content.ts'
import {richContent} from '../../pipeline/rich-content.ts'

const context = contextWith({
  articles: {hip: {status: 'live', slug: 'hip', language: 'en', title: 'The hip'}},
  sources: {a: {status: 'retracted', checkedAt: '2026-11-01'}},
  notices: [
    {
      kind: 'correction',
      update: 'erratum',
      severity: 'editorial',
      text: 'A page number was wrong.',
      at: '2026-11-21T10:00:00.000Z',
      effective: '2026-11-21T10:00:00.000Z',
      edition: 'edition.article-1.1',
    },
  ],
  site: {
    name: 'Knees Weekly',
    disclaimer: 'This page informs only.',
    shareTargets: [{name: 'Email', urlTemplate: 'mailto:?body={url}'}],
    pages: [{id: 'site-1', slug: 'expert-board', language: 'en', title: 'Our board'}],
  },
})

const approval: Approval = {
  edition: 'edition.article-1.2',
  number: 2,
  digest: 'cd'.repeat(32),
  sealedAt: '2026-11-19T10:00:00.000Z',
  signOffs: [
    {
      signer: 'ada',
      name: 'Ada Sample',
      credentials: ['MD'],
      role: 'medical-expert',
      meaning: 'medical-review',
      at: '2026-11-20T10:00:00.000Z',
      zone: 'Europe/Berlin',
      conflicts: 'None.',
    },
    {
      signer: 'eve',
      name: 'Eve Sample',
      credentials: [],
      role: 'editor',
      meaning: 'editorial-review',
      at: '2026-11-20T11:00:00.000Z',
      zone: 'Europe/Berlin',
    },
    {
      signer: 'ada',
      name: 'Ada Sample',
      credentials: ['MD', 'PhD'],
      role: 'medical-expert',
      meaning: 'medical-review',
      at: '2026-11-21T10:00:00.000Z',
      zone: 'Europe/Berlin',
    },
  ],
  lastReviewed: '2026-11-21T10:00:00.000Z',
  reviewDue: '2027-11-21T10:00:00.000Z',
  overdue: false,
  validUntil: '2027-11-21T10:00:00.000Z',
  emergency: false,
}

/** A composition with something in every field; what `publish` would make of it. */
export function published(changes: Partial<Composition> = {}): Composition {
  return {...preview(), kind: 'publication', approval, ...changes}
}

export function preview(): Composition {
  const content = richContent()
  const uses = ['own-site', 'syndication']
  const documents = {...content.documents, knee: {...content.documents['knee']!, uses}}
  return compose({...content, documents}, context)
}

/** The pages of a site, with the approval of its edition. */
export function sitePages(): Composition[] {
  const pages: Composition[] = composePages(siteContent(), context)
  return pages.map((page) => {
    return {
      ...page,
      kind: 'publication',
      approval: {...approval, reviewDue: null, validUntil: null},
    }
  })
}

const world: World = {
  async readAsset(sha256) {
    return new TextEncoder().encode(sha256)
  },
}

/** Export a composition. */
export async function artifactsOf(
  composition: Composition,
  options: Partial<JsonOptions> = {},
): Promise<Artifact[]> {
  return jsonExporter.export(composition, {...jsonExporter.defaults, ...options}, world)
}

/** The text of `article.json`. */
export async function textOf(
  composition: Composition,
  options: Partial<JsonOptions> = {},
): Promise<string> {
  const [first] = await artifactsOf(composition, options)
  return new TextDecoder().decode(first?.bytes)
}

/** The parts of `article.json` that the tests read. */
export interface Json extends Record<string, unknown> {
  sections: Array<{html: string; blocks: Array<{type: string}>}>
  sources: Array<{csl: {id: string}; state?: object}>
}

/** `article.json`, parsed. */
export async function jsonOf(
  composition: Composition,
  options: Partial<JsonOptions> = {},
): Promise<Json> {
  return JSON.parse(await textOf(composition, options)) as Json
}
