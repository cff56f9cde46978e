import {assemble, assetIds, compose, emptyContext, type Preview, type RawDocument} from '#pipeline'

import {stored} from '../harness/document-pane.ts'
import type {Desk} from '../harness/start-desk.ts'

/** Compose an article as the lake has it now, drafts first: as sealing would. */
export function composed(desk: Desk, id: string): Preview {
  const documents = {get: (key: string) => stored(desk, key)} as unknown as ReadonlyMap<
    string,
    RawDocument
  >
  const content = assemble(id, documents)
  const assets = assetIds(content).map((asset) => {
    const [, width = '1', height = '1'] = /-(\d+)x(\d+)-/.exec(asset) ?? []
    const size = {width: Number(width), height: Number(height), bytes: 1}
    return {id: asset, sha256: '0'.repeat(64), mediaType: 'image/svg+xml', ...size}
  })
  return compose(
    {...content, assets},
    {
      ...emptyContext,
      articles: {'article-knee-osteoarthritis': known},
      today: '2026-03-02',
    },
  )
}

const known = {
  status: 'live',
  slug: 'knee-osteoarthritis',
  language: 'en',
  title: 'Knee osteoarthritis',
} as const

/** What stands against publishing it, or an editor should look at; nothing where it is fine. */
export function findingsOf(desk: Desk, id: string): string[] {
  return composed(desk, id)
    .messages.filter(({severity}) => severity !== 'info')
    .map(({ruleId, reason, path}) => `${ruleId}: ${reason} (${path})`)
}
