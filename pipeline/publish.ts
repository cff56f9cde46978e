import {sha256Hex} from '#schemas'

import type {ApprovedEdition} from './approval/types.ts'
import {composePages} from './compose.ts'
import type {Approval, Message, Preview, Publication, SignOff} from './composition.ts'
import type {Context} from './context.ts'
import {ContentError} from './require-content.ts'

export type PublishErrorCode = 'content-fatal' | 'text-differs'

/** Why an approved edition is not published; `messages` has each fatal fault of its content. */
export class PublishError extends Error {
  override name = 'PublishError'
  readonly code: PublishErrorCode
  readonly edition: string
  readonly messages: readonly Message[]

  constructor(
    code: PublishErrorCode,
    edition: string,
    reason: string,
    options: ErrorOptions & {messages?: readonly Message[]} = {},
  ) {
    super(`Edition \`${edition}\` is not published: ${reason}`, options)
    this.code = code
    this.edition = edition
    this.messages = options.messages ?? []
  }
}

/**
 * Compose an approved edition for output: what was seen is what goes out.
 *
 * @returns
 *   One publication of an article; of a site one a page. They share their approval.
 * @throws `PublishError`
 *   `text-differs` when a sign-off is about other words than this version of Marrow renders;
 *   `content-fatal` when a part of the content cannot be shown.
 */
export async function publish(approved: ApprovedEdition, context: Context): Promise<Publication[]> {
  const {payload} = approved
  const pages = composeEdition(approved, context)
  for (const {messages} of pages) {
    const fatal = messages.filter(({severity}) => severity === 'fatal')
    if (fatal[0]) {
      const {path, reason} = fatal[0]
      const more = fatal.length > 1 ? ` (and ${fatal.length - 1} more)` : ''
      const where = path ? ` at \`${path}\`` : ''
      throw new PublishError('content-fatal', payload.id, `${reason}${where}${more}`, {
        messages: fatal,
      })
    }
  }

  await requireSameText(approved, pages)
  const approval = approvalOf(approved, context)
  return pages.map((page) => brand(page, approval))
}

function composeEdition({payload}: ApprovedEdition, context: Context): Preview[] {
  const content = {...payload.content, assets: payload.assets}
  try {
    return composePages(content, context)
  } catch (cause) {
    if (!(cause instanceof ContentError)) throw cause
    throw new PublishError('content-fatal', payload.id, cause.message, {cause})
  }
}

/** Compare the words that every signer saw with those of these pages. */
async function requireSameText(
  {payload, statements}: ApprovedEdition,
  pages: readonly Preview[],
): Promise<void> {
  const digests = new Set(await Promise.all(pages.map(({text}) => sha256Hex(text))))
  for (const {id, statement} of statements) {
    if (statement.kind !== 'sign-off' && !statement.text) continue
    const digest = statement.text?.digest
    if (digest !== undefined && digests.size === 1 && digests.has(digest)) continue
    throw new PublishError(
      'text-differs',
      payload.id,
      `the sign-off \`${id}\` is about another text (renderer ${statement.text?.renderer ?? 'unknown'}); ` +
        'export it with the version of Marrow that it was signed with, or have it signed again',
    )
  }
}

function approvalOf(approved: ApprovedEdition, context: Context): Approval {
  const {digest, emergency, lastReviewed, payload, reviewDue, validity} = approved
  return {
    edition: payload.id,
    number: payload.number,
    digest,
    sealedAt: payload.sealedAt,
    signOffs: approved.statements.flatMap(({statement}) => signOffOf(statement)),
    lastReviewed,
    reviewDue,
    overdue: context.overdue,
    validUntil: context.overdue ? validity.overdue : validity.reviewed,
    emergency,
  }
}

/** A publisher's statement reviews nothing: only editors and medical experts are named. */
function signOffOf(statement: ApprovedEdition['statements'][number]['statement']): SignOff[] {
  const {at, conflicts, meaning, role, signer, zone} = statement
  if (role === 'publisher') return []
  return [
    {
      signer: signer.id,
      name: signer.name,
      credentials: [...signer.credentials],
      role,
      meaning,
      at,
      zone,
      ...(conflicts && {conflicts}),
    },
  ]
}

/** The one place that makes a publication. */
function brand(page: Preview, approval: Approval): Publication {
  return {...page, kind: 'publication', approval} as unknown as Publication
}
