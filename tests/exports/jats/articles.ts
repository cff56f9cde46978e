import {jatsExporter} from '#exports'
import type {Artifact, JatsOptions} from '#exports'
import type {Composition, WithdrawalNotice} from '#pipeline'

import {publishTorture, tortureWorld} from '../../articles/torture/torture.ts'
import {composeHostile} from '../fixtures/hostile-content.ts'
import {published} from '../json/make.ts'

const anyWorld = {readAsset: async () => new Uint8Array()}

/** Write a composition as JATS: the text of each file by its path. */
export async function writeJats(
  composition: Composition,
  options: Partial<JatsOptions> = {},
): Promise<Record<string, string>> {
  const world = composition.id === 'article-torture' ? tortureWorld : anyWorld
  const artifacts = await jatsExporter.export(
    composition,
    {...jatsExporter.defaults, ...options},
    world,
  )
  return textsOf(artifacts)
}

/** Write the notice of a withdrawal as JATS: the text of each file by its path. */
export async function writeNotice(
  notice: WithdrawalNotice,
  options: Partial<JatsOptions> = {},
): Promise<Record<string, string>> {
  const all = {...jatsExporter.defaults, ...options}
  return textsOf((await jatsExporter.notice?.(notice, all, anyWorld)) ?? [])
}

function textsOf(artifacts: readonly Artifact[]): Record<string, string> {
  const texts = artifacts.filter(({path}) => path.endsWith('.xml'))
  return Object.fromEntries(texts.map(({path, bytes}) => [path, new TextDecoder().decode(bytes)]))
}

/** Articles that every validator must take: rich, hostile, tortured, without anything. */
export async function articlesForValidators(): Promise<Record<string, Composition>> {
  const hostile = composeHostile()
  return {
    rich: published(),
    bare: published({
      approval: null,
      authors: [],
      expertQuote: null,
      figures: {},
      hast: {type: 'root', children: []},
      keyPoints: [],
      leadFigure: null,
      licence: null,
      notices: [],
      references: [],
      related: [],
      site: null,
      summary: '',
      terms: [],
      topics: [],
    }),
    sample: published({sample: true}),
    arabic: published({language: 'ar', direction: 'rtl'}),
    hostile,
    torture: await publishTorture(),
    unprintable: await publishTorture({unprintable: true}),
  }
}
