import {htmlExporter} from '#exports'
import type {Artifact, HtmlOptions, World} from '#exports'
import type {Composition} from '#pipeline'

import {fixtureWorld, richComposition} from '../fixtures/composition.ts'

/** What the HTML export made of a composition, as text. */
export interface Rendered {
  page: string
  fragment: string
  css: string
  artifacts: Artifact[]
}

/** Export the rich composition, changed, with some options. */
export async function render(
  changes: Partial<Composition> = {},
  options: Partial<HtmlOptions> = {},
): Promise<Rendered> {
  return renderComposition(richComposition(changes), options)
}

/** Export a composition with some options. */
export async function renderComposition(
  composition: Composition,
  options: Partial<HtmlOptions> = {},
  world: World = fixtureWorld,
): Promise<Rendered> {
  const artifacts = await htmlExporter.export(
    composition,
    {...htmlExporter.defaults, ...options},
    world,
  )
  const textOf = (path: string) =>
    new TextDecoder().decode(artifacts.find((artifact) => artifact.path === path)?.bytes)
  return {
    page: textOf('index.html'),
    fragment: textOf('fragment.html'),
    css: textOf('fragment.css'),
    artifacts,
  }
}

/** As much of the JSON-LD as the tests look into. */
interface JsonLd {
  about: unknown[]
  citation: unknown[]
  correction: unknown[]
  reviewedBy: unknown[]
  hasPart: Array<{hasHealthAspect: string}>
  translationOfWork: {identifier: string}
  [name: string]: unknown
}

/** Read the page's JSON-LD as a machine would. */
export function readJsonLd(page: string): JsonLd {
  const match = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)
  return JSON.parse(match?.[1] ?? 'null') as JsonLd
}
