import {canonicalJson, compareText, schemaDigest} from '#schemas'

import {assetIds} from './asset-ids.ts'
import {editionId, isEditionNumber, parseEditionId} from './document-id.ts'
import {editionDigest, payloadDepth} from './edition-digest.ts'
import {isInstant} from './instant.ts'
import {sealAsset} from './seal-asset.ts'
import {SealError} from './seal-error.ts'
import {sectionDigests} from './section-digests.ts'
import type {LedgerEntry} from './ledger-entry.ts'
import type {Content, EditionDocument, EditionPayload, RawDocument, SealedAsset} from './types.ts'

export interface SealRequest {
  content: Content
  /** From `nextNumber`. */
  number: number
  /** Read the stored bytes of an asset. */
  assets: (id: string) => Promise<Uint8Array>
  /** Lake identities, from `contributorsSince`. */
  contributors: readonly string[]
  changeNote: string
  /** UTC instant. */
  sealedAt: string
  /** The edition before, if there is one. */
  previous?: EditionPayload
}

/**
 * Make an edition: one immutable string, and the digest of exactly that string.
 *
 * @throws `SealError` for an asset that cannot be sealed, or a number or time that is not after
 *   the edition before.
 */
export async function seal(
  request: SealRequest,
): Promise<{document: EditionDocument; payload: EditionPayload}> {
  const {content, number, sealedAt} = request
  checkOrder(request)

  const payload: EditionPayload = {
    format: 1,
    kind: content.kind,
    id: editionId(content.root, number),
    article: content.root,
    number,
    language: String(content.documents[content.root]?.['language']),
    content,
    assets: await sealAssets(request),
    sections: await sectionDigests(content),
    contributors: [...new Set(request.contributors)].toSorted(compareText),
    changeNote: request.changeNote,
    schema: await schemaDigest(),
    sealedAt,
  }
  const sealed = canonicalJson(payload, {maxDepth: payloadDepth})

  const {kind, id, article, language} = payload
  const digest = await editionDigest(sealed)
  return {
    payload,
    document: {
      _id: id,
      _type: 'edition',
      kind,
      article,
      number,
      language,
      digest,
      payload: sealed,
    },
  }
}

/**
 * Give the number that the next edition of an article takes: one above every number in use.
 *
 * Ids count, not what the documents hold: a planted or damaged edition takes its number too. So
 * that nobody ends an article by planting the last number there is, the lowest one that is free
 * follows it, above all that went out.
 *
 * @param ledger
 *   Numbers that were seen stay taken, even when the edition is gone.
 */
export function nextNumber(
  article: string,
  editions: readonly RawDocument[],
  ledger: readonly LedgerEntry[] = [],
): number {
  const used = numbersOf(article, [
    ...editions.map(({_id}) => _id),
    ...ledger.map((entry) => (entry.event === 'edition-seen' ? entry.edition : '')),
  ])
  const next = Math.max(0, ...used) + 1
  if (isEditionNumber(next)) return next

  const out = ledger.map((entry) => (entry.event === 'exported' ? entry.edition : ''))
  let free = Math.max(0, ...numbersOf(article, out)) + 1
  while (used.has(free)) free += 1
  return free
}

function numbersOf(article: string, ids: readonly string[]): Set<number> {
  const parsed = ids.map(parseEditionId)
  return new Set(parsed.flatMap((id) => (id?.article === article ? [id.number] : [])))
}

async function sealAssets(request: SealRequest): Promise<SealedAsset[]> {
  const sealed: SealedAsset[] = []
  for (const id of assetIds(request.content)) {
    sealed.push(await sealAsset(id, await readAsset(id, request.assets)))
  }
  return sealed
}

async function readAsset(id: string, assets: SealRequest['assets']): Promise<Uint8Array> {
  try {
    return await assets(id)
  } catch (cause) {
    throw new SealError('asset-missing', `The asset \`${id}\` cannot be read`, {asset: id, cause})
  }
}

function checkOrder({content, number, sealedAt, previous}: SealRequest): void {
  const time: string = sealedAt
  if (!isInstant(sealedAt)) {
    throw new SealError('time-invalid', `\`${time}\` is not a UTC instant`)
  }
  const id = editionId(content.root, number)
  if (parseEditionId(id)?.number !== number || id.length > 128) {
    throw new SealError('number-taken', `\`${id}\` is no edition id`)
  }
  if (previous?.article !== content.root) return
  if (number <= previous.number) {
    throw new SealError('number-taken', `${number} is not above ${previous.number}`)
  }
  if (Date.parse(sealedAt) < Date.parse(previous.sealedAt)) {
    throw new SealError('time-invalid', `The edition before was sealed later, ${previous.sealedAt}`)
  }
}
