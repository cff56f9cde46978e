import {parseStrictJson} from '#schemas'

import {assetIds} from './asset-ids.ts'
import {editionId, isDocumentId, isEditionNumber} from './document-id.ts'
import {payloadDepth} from './edition-digest.ts'
import {EditionError} from './edition-error.ts'
import {isInstant} from './instant.ts'
import {isLanguageTag} from './language-tag.ts'
import {isRecord, own, type JsonRecord} from './record.ts'
import type {Content, EditionPayload, SealedAsset} from './types.ts'

/**
 * Parse the sealed string of an edition.
 *
 * Checks the frame and that it fits together: ids, root, assets. Whether the content can be
 * composed is for `publish`.
 *
 * @throws `EditionError` `edition-malformed`, with the member at fault.
 */
export function parsePayload(sealed: string): EditionPayload {
  const value = parse(sealed)
  if (!isRecord(value)) throw malformed('The payload is no object')
  if (own(value, 'format') !== 1) {
    throw malformed('`format` is not 1: a newer Marrow sealed it, or none did')
  }

  const kind = oneOf(value, 'kind', ['article', 'site'] as const)
  const article = id(value, 'article')
  const number = own(value, 'number')
  if (!isEditionNumber(number)) throw malformed('`number` is none that an edition can have')
  const language = own(value, 'language')
  if (!isLanguageTag(language)) throw malformed('`language` is no BCP 47 tag')
  if (own(value, 'id') !== editionId(article, number)) {
    throw malformed('`id` is not that of its article and number')
  }
  const sealedAt = own(value, 'sealedAt')
  if (!isInstant(sealedAt)) throw malformed('`sealedAt` is no UTC instant')

  const payload: EditionPayload = {
    format: 1,
    kind,
    id: editionId(article, number),
    article,
    number,
    language,
    content: content(own(value, 'content'), kind, article),
    assets: list(value, 'assets').map(asset),
    sections: list(value, 'sections').map(section),
    contributors: list(value, 'contributors').map((item) => {
      if (typeof item !== 'string') throw malformed('`contributors` holds what is no text')
      return item
    }),
    changeNote: text(value, 'changeNote'),
    schema: text(value, 'schema'),
    sealedAt,
  }
  checkWhole(payload)
  return payload
}

function parse(sealed: string): unknown {
  try {
    return parseStrictJson(sealed, {name: 'payload', maxDepth: payloadDepth})
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new EditionError('edition-malformed', `The payload is not strict JSON: ${reason}`, cause)
  }
}

function content(value: unknown, kind: Content['kind'], article: string): Content {
  if (!isRecord(value)) throw malformed('`content` is no object')
  if (own(value, 'kind') !== kind) throw malformed('`content.kind` differs from `kind`')
  if (own(value, 'root') !== article) throw malformed('`content.root` differs from `article`')

  const documents = own(value, 'documents')
  if (!isRecord(documents)) throw malformed('`content.documents` is no object')
  for (const [key, document] of Object.entries(documents)) {
    const path = `content.documents[${JSON.stringify(key)}]`
    if (!isDocumentId(key)) throw malformed(`\`${path}\` has no document's id`)
    if (!isRecord(document) || own(document, '_id') !== key) {
      throw malformed(`\`${path}\` is not the document of that id`)
    }
    if (typeof own(document, '_type') !== 'string') throw malformed(`\`${path}._type\` is no text`)
  }
  return {kind, root: article, documents: documents as Content['documents']}
}

function checkWhole({kind, content, language, assets}: EditionPayload): void {
  const root = Object.hasOwn(content.documents, content.root)
    ? content.documents[content.root]
    : undefined
  if (root?._type !== (kind === 'article' ? 'article' : 'siteSettings')) {
    throw malformed('`content` does not hold its root')
  }
  if (own(root, 'language') !== language) throw malformed('`language` is not that of the root')

  const sealed = new Set(assets.map(({id}) => id))
  if (sealed.size !== assets.length) throw malformed('`assets` names one twice')
  const unsealed = assetIds(content).find((id) => !sealed.has(id))
  if (unsealed !== undefined) throw malformed(`The asset \`${unsealed}\` is not in \`assets\``)
}

function asset(value: unknown): SealedAsset {
  if (!isRecord(value)) throw malformed('`assets` holds what is no object')
  const sha256 = text(value, 'sha256')
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw malformed('`assets` has what is no sha256')
  return {
    id: id(value, 'id'),
    sha256,
    mediaType: oneOf(value, 'mediaType', [
      'image/png',
      'image/jpeg',
      'image/gif',
      'image/webp',
      'image/svg+xml',
    ] as const),
    bytes: positive(value, 'bytes'),
    width: positive(value, 'width'),
    height: positive(value, 'height'),
  }
}

function section(value: unknown): EditionPayload['sections'][number] {
  if (!isRecord(value)) throw malformed('`sections` holds what is no object')
  return {key: text(value, 'key'), title: text(value, 'title'), digest: text(value, 'digest')}
}

function id(value: JsonRecord, member: string): string {
  const found = own(value, member)
  if (!isDocumentId(found)) throw malformed(`\`${member}\` is no document id`)
  return found
}

function text(value: JsonRecord, member: string): string {
  const found = own(value, member)
  if (typeof found !== 'string') throw malformed(`\`${member}\` is no text`)
  return found
}

function positive(value: JsonRecord, member: string): number {
  const found = own(value, member)
  if (!Number.isSafeInteger(found) || (found as number) < 1) {
    throw malformed(`\`${member}\` is no positive integer`)
  }
  return found as number
}

function list(value: JsonRecord, member: string): unknown[] {
  const found = own(value, member)
  if (!Array.isArray(found)) throw malformed(`\`${member}\` is no list`)
  return found
}

function oneOf<T extends string>(value: JsonRecord, member: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === own(value, member))
  if (found === undefined) throw malformed(`\`${member}\` is none of ${allowed.join(', ')}`)
  return found
}

function malformed(reason: string): EditionError {
  return new EditionError('edition-malformed', reason)
}
