import type {EditionPayload, Role, Signer, Trust} from '#pipeline'

import type {ArticleRecords, Version} from '../../records/records.ts'
import {pendingIn} from './pending-in.ts'
import {statementFaults} from './statement-faults.ts'
import {roleNames, signerOf, signsLanguage, usableKeys, type Person} from './signer-of.ts'

/** What one may want to do with an article. */
export type Deed =
  | 'submit'
  | 'sign-off'
  | 'request-changes'
  | 'settle'
  | 'reaffirm'
  | 'correct'
  | 'withdraw'
  | 'restore'

/** Whether a deed is offered to somebody; `why` says why not, where they would wonder. */
export interface Offer {
  isOffered: boolean
  why: string | null
  /** The version that it would be about. */
  version: Version | null
  /** Roles that the person may do it in, the one that is missing first. */
  roles: Role[]
  /** Of `settle`: id of the change request that it lifts. */
  lifts?: string
}

/** All that an offer depends on. */
export interface OfferFacts {
  records: ArticleRecords
  trust: Trust | null
  person: Person
  /** UTC instant. */
  now: string
}

type SignedDeed = Exclude<Deed, 'submit'>

/** How many days before it is due a review may be reaffirmed. */
const earlyDays = 90

/** Decide what to offer. The lake and the gate decide for themselves. */
export function offerOf(deed: Deed, facts: OfferFacts): Offer {
  if (deed === 'submit') return submitOffer(facts)
  const version = versionFor(deed, facts)
  if (!version?.payload) return notOffered()
  const {trust, person} = facts
  if (!maySign(person)) return notOffered()
  if (!trust) return notOffered('Nobody serves the trust file here: signing is not possible')
  const signer = signerOf(trust, person)
  const fault = signer
    ? signerFault(deed, signer, trust, version.payload, facts)
    : 'No key of yours is in the trust file: make one under “My keys”'
  if (fault !== null || !signer) return notOffered(fault, version)
  if (deed === 'settle') {
    const request = openRequest(facts.records, signer, version.id)
    if (!request) return notOffered()
    return {isOffered: true, why: null, version, roles: [request.role], lifts: request.id}
  }
  const roles = rolesFor(deed, signer, trust, facts, version.payload)
  const [role] = roles
  if (role) return {isOffered: true, why: null, version, roles}
  return notOffered(noRole(deed, facts, signer), version)
}

/** Lake roles that may store statements. */
export function maySign({roles}: Person): boolean {
  return roles.some((role) => ['editor', 'medical-expert', 'publisher'].includes(role))
}

/** Lake roles that may change content. */
export function mayEdit({roles}: Person): boolean {
  return roles.some((role) => ['administrator', 'editor'].includes(role))
}

/** Lake identities of a signer that changed a version's text; empty when they are independent. */
export function barringIdentities(signer: Signer, {contributors}: EditionPayload): string[] {
  return contributors.filter((id) => signer.identities.includes(id) || id === signer.id)
}

/** Statements of one signer about one version that verify, newest first. */
function ownStatements({checks}: ArticleRecords, signer: Signer, edition: string) {
  return checks
    .flatMap((check) => ('refusal' in check ? [] : check.verified))
    .filter(({statement}) => statement.signer.id === signer.id && statement.edition === edition)
    .toSorted((a, b) => Date.parse(b.statement.at) - Date.parse(a.statement.at))
}

/** A signer's own change request that still holds a version. */
function openRequest(
  records: ArticleRecords,
  signer: Signer,
  edition: string,
): {id: string; role: Role} | null {
  const own = ownStatements(records, signer, edition)
  const [last] = own.filter(({statement}) => statement.kind === 'sign-off')
  const settled = new Set(own.map(({statement}) => statement.lifts))
  const request = own.find(({id, statement}) => {
    const {at, kind, lifts} = statement
    const isAnswered = last !== undefined && Date.parse(last.statement.at) > Date.parse(at)
    return kind === 'change-request' && lifts === undefined && !settled.has(id) && !isAnswered
  })
  return request ? {id: request.id, role: request.statement.role} : null
}

function submitOffer({records, person}: OfferFacts): Offer {
  if (!person.roles.includes('editor')) return notOffered()
  const {content, fault, newest, changedSince} = records
  if (fault) return notOffered(`It cannot be submitted yet: ${fault.message}`)
  if (!content) return notOffered()
  if (newest && changedSince.length === 0) {
    return notOffered(`Nothing changed since version ${newest.number}`)
  }
  return {isOffered: true, why: null, version: null, roles: []}
}

/** The version that a deed is about, as things stand; null when it makes no sense now. */
function versionFor(deed: SignedDeed, {records, now}: OfferFacts): Version | null {
  const {approved, newest, refusal, versions, withdrawal} = records
  const find = (id: string | undefined) => versions.find((version) => version.id === id) ?? null
  const isHidden = refusal?.code === 'overdue'
  switch (deed) {
    case 'sign-off':
      if (!newest || approved?.id === newest.id || isHidden) return null
      return refusal?.code === 'withdrawn' ? null : find(newest.id)
    case 'settle':
    case 'request-changes':
      // What is out is corrected or withdrawn; a request would take it out without a word.
      return withdrawal || isOut(records, newest?.id) ? null : find(newest?.id)
    case 'reaffirm': {
      if (isHidden) return find(newest?.id)
      const days = approved?.reviewDue
        ? (Date.parse(approved.reviewDue) - Date.parse(now)) / 864e5
        : null
      return days !== null && days <= earlyDays ? find(approved?.id) : null
    }
    case 'correct':
      return find(approved?.id)
    case 'withdraw':
      return find(approved?.id ?? (isHidden && !withdrawal ? newest?.id : undefined))
    case 'restore':
      return find(withdrawal?.edition ?? pendingWithdrawal(records))
    default:
      return null
  }
}

/** A withdrawal that waits for its time can be called off. */
function pendingWithdrawal(records: ArticleRecords): string | undefined {
  return [...pendingIn(records).values()].find(({kind}) => kind === 'withdrawal')?.edition
}

function isOut({approved, exported}: ArticleRecords, id: string | undefined): boolean {
  return approved?.id === id && exported?.number === approved?.number
}

function signerFault(
  deed: SignedDeed,
  signer: Signer,
  trust: Trust,
  payload: EditionPayload,
  {now}: OfferFacts,
): string | null {
  if (signer.revoked) return 'You were taken off the trust file'
  if (usableKeys(signer, trust, now).length === 0) {
    return trust.policy.softwareKeys
      ? 'You have no key that still holds: make one under “My keys”'
      : 'Only passkeys may sign: make one under “My keys”'
  }
  if (!signsLanguage(signer, payload.language)) {
    return `You are not registered for texts in ${payload.language}`
  }
  const needsIndependence = deed === 'sign-off' || deed === 'reaffirm' || deed === 'restore'
  if (needsIndependence && trust.policy.fourEyes && barringIdentities(signer, payload).length > 0) {
    return 'You worked on this text, so somebody else has to sign it'
  }
  return null
}

function rolesFor(
  deed: SignedDeed,
  signer: Signer,
  {policy}: Trust,
  {records}: OfferFacts,
  {id, kind}: EditionPayload,
): Role[] {
  if (deed === 'reaffirm') return signer.roles.filter((role) => role === 'medical-expert')
  if (deed === 'correct' || deed === 'withdraw' || deed === 'request-changes') {
    const asked = new Set(policy[kind].map(({role}) => role))
    return signer.roles.toSorted((a, b) => Number(asked.has(b)) - Number(asked.has(a)))
  }
  const asked = [...policy[kind], ...(policy.emergency?.quorum ?? [])].map(({role}) => role)
  const wanted = signer.roles.filter((role) => asked.includes(role))
  if (deed === 'restore') return wanted
  const [last] = ownStatements(records, signer, id).filter(({statement}) =>
    ['sign-off', 'change-request'].includes(statement.kind),
  )
  // Who signed may sign again only when that signature did not count, or asked for changes since.
  if (last?.statement.kind === 'sign-off' && !statementFaults(records).has(last.id)) return []
  const missing = missingRoles(records, policy[kind])
  return wanted.toSorted((a, b) => Number(missing.includes(b)) - Number(missing.includes(a)))
}

/** Roles that a version still needs, one entry a missing person. */
export function missingRoles(
  records: ArticleRecords,
  quorum: ReadonlyArray<{role: Role; count: number}>,
): Role[] {
  const {checks, newest} = records
  const faults = statementFaults(records)
  const signed = checks
    .flatMap((check) => ('refusal' in check ? [] : check.verified))
    .filter(({id, statement}) => {
      const {edition, kind} = statement
      return kind === 'sign-off' && edition === newest?.id && !faults.has(id)
    })
  return quorum.flatMap(({role, count}) => {
    const people = new Set(
      signed
        .filter(({statement}) => statement.role === role)
        .map(({statement}) => statement.signer.id),
    )
    return Array.from({length: Math.max(0, count - people.size)}, () => role)
  })
}

function noRole(deed: SignedDeed, {records}: OfferFacts, signer: Signer): string {
  if (deed === 'reaffirm') return 'Only a medical expert can say that the text still stands'
  const number = records.newest?.number ?? 0
  const hasSigned = ownStatements(records, signer, records.newest?.id ?? '').some(
    ({statement}) => statement.kind === 'sign-off',
  )
  if (deed === 'sign-off' && hasSigned) return `You signed version ${number} already`
  return `The rules ask for no signature of a ${signer.roles.map((role) => roleNames[role]).join(' or ')}`
}

function notOffered(why: string | null = null, version: Version | null = null): Offer {
  return {isOffered: false, why, version, roles: []}
}

/**
 * Would somebody wonder why they cannot do it? Then it is shown with the reason, else left out.
 *
 * An expert whose key is missing would, and whoever is barred by an edit of their own.
 */
export function isWorthSaying(deed: Deed, offer: Offer, {person, trust}: OfferFacts): boolean {
  if (offer.why === null || deed !== 'sign-off') return false
  const isReviewer = person.roles.some((role) => role !== 'editor')
  return isReviewer || (trust !== null && signerOf(trust, person) !== null)
}
