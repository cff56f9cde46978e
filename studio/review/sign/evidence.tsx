import {Card, Spinner, Stack, Text} from '@sanity/ui'
import {useCallback} from 'react'

import {RENDERER_VERSION, rulesDigest, textDigest, type Trust} from '#pipeline'

import type {ArticleRecords, Version} from '../../records/records.ts'
import {PageFrame} from '../../rendering/page-frame.tsx'
import type {RenderedVersion} from '../../rendering/render-version.ts'
import {Disclosure, Proofs} from '../parts/disclosure.tsx'
import {Say} from '../parts/say.tsx'
import {useMade, type Made} from '../parts/use-made.ts'
import type {SignedDeed} from './deed-words.ts'

/** What is signed: the exact rendering, and its digests behind one disclosure. */
export function Evidence({
  deed,
  records,
  rendered,
  trust,
  version,
}: {
  deed: SignedDeed
  records: ArticleRecords
  /** The version, of a sign-off. */
  rendered: Made<RenderedVersion>
  trust: Trust
  version: Version
}) {
  const isChanged = records.newest?.id === version.id && records.changedSince.length > 0
  return (
    <Stack gap={4}>
      {isChanged && (
        <Say tone="caution">
          The article was edited since version {version.number} was submitted. Your word is about
          version {version.number} alone.
        </Say>
      )}
      {deed === 'sign-off' && <Reading made={rendered} version={version} />}
      <Digests trust={trust} version={version} />
    </Stack>
  )
}

function Reading({made, version}: {made: Made<RenderedVersion>; version: Version}) {
  const {fault, value: rendered} = made
  if (fault) return <Say tone="critical">It cannot be shown: {fault}</Say>
  const [page] = rendered?.pages ?? []
  if (!page) return <Spinner muted />
  return (
    <Stack gap={3}>
      {rendered?.pages.map((one) => (
        <Card border key={one.composition.page} overflow="hidden" radius={2}>
          <PageFrame height="38vh" page={one} title={`Version ${version.number}: ${one.title}`} />
        </Card>
      ))}
    </Stack>
  )
}

function Digests({trust, version}: {trust: Trust; version: Version}) {
  const find = useCallback(async (): Promise<Array<[string, string]>> => {
    const {digest, id, payload} = version
    if (!payload) return []
    return [
      ['Version', id],
      ['Digest of the version', digest],
      ['Digest of the text', `${await textDigest(payload)} (renderer ${RENDERER_VERSION})`],
      ['Rules', await rulesDigest(trust.policy)],
    ]
  }, [trust, version])
  const {value: rows} = useMade(find)
  return (
    <Disclosure label="Digests: what exactly is signed">
      <Stack gap={3}>
        <Text muted size={1}>
          Your signature covers these. Whoever changes one letter gets other digests.
        </Text>
        <Proofs rows={rows ?? []} />
      </Stack>
    </Disclosure>
  )
}
