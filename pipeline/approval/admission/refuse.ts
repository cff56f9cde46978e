import type {Refusal, RefusalCode} from '../types.ts'

/** What to do about each refusal. */
export const remedies: Readonly<Record<RefusalCode, string>> = {
  'no-sign-off': 'Ask the missing roles to read the edition and sign it.',
  'edition-malformed': 'Submit the article again; an edition is never edited.',
  'edition-altered': 'Restore the edition from a backup, or submit the article again.',
  'edition-changed-since-seen': 'Restore the edition that the ledger saw, and find out who wrote.',
  'asset-altered': 'Restore the asset from a backup, or submit the article again.',
  'asset-missing': 'Restore the asset from a backup, or submit the article again.',
  'wrong-digest': 'Ask for a sign-off of the edition as it is stored now.',
  'other-article': 'Ask for a sign-off of this article; find out who copied one.',
  'other-language': 'Ask for a sign-off of the edition in this language.',
  'other-edition': 'Ask for a sign-off of this edition; an older one does not carry over.',
  'text-differs': 'Ask for a new sign-off: the text that was read is not the text that comes out.',
  'self-approval': 'Ask somebody to sign who did not change the text.',
  'one-human-twice': 'Ask another person for the missing sign-off.',
  'unknown-signer': 'Approve the signer with `marrow trust approve`, or ask somebody else.',
  'unknown-key': 'Add the key with `marrow trust approve`, or sign with a known one.',
  revoked: 'Ask for a sign-off with a key that is valid.',
  'lapsed-credential': 'Renew the credential in the trust file, then ask for a new sign-off.',
  'wrong-role': 'Ask somebody with the required role.',
  'wrong-language': 'Ask somebody who signs texts in this language.',
  'wrong-rules': 'Ask for a new sign-off under the rules of today.',
  'wrong-meaning': 'Ask for a sign-off whose meaning fits the role, and that the policy knows.',
  'software-key-not-allowed': 'Sign with a passkey, or change the policy.',
  'replayed-proof': 'Ask for a sign-off of its own; find out who copied one.',
  'malformed-proof':
    'Restore the statement from a backup or have it signed again; if nobody signed it, remove it.',
  'back-dated': 'Ask for a new sign-off, after checking the signer’s clock.',
  'future-dated': 'Check the clocks of the signer and of this machine, then sign again.',
  'change-requested': 'Make the changes and submit again, or have the signer lift the request.',
  withdrawn: 'Submit and sign a new edition, or have this one restored by every required role.',
  'unverifiable-withdrawal': 'Have the withdrawal signed properly, or remove the document.',
  superseded: 'Restore the newer edition, or have this one restored by every required role.',
  'emergency-lapsed': 'Collect the full set of sign-offs.',
  overdue: 'Ask a medical expert to reaffirm the edition, or submit a new one.',
  'slug-taken': 'Give one of the articles another slug, submit and sign it.',
  'id-unusable': 'Make the article anew under another id, submit and sign that.',
  'id-taken': 'Withdraw one of the two, or make it anew under another id, submit and sign that.',
  'content-fatal': 'Correct the content, submit and sign it again.',
}

/** Refuse an edition: one code, the reason in words, and what to do about it. */
export function refuse(
  code: RefusalCode,
  about: {id: string | null; article: string; number: number | null; language: string | null},
  message: string,
  reasons: Refusal['reasons'] = [],
): Refusal {
  const {id, article, number, language} = about
  const remedy = remedies[code]
  return {code, article, edition: id, number, language, message, remedy, reasons}
}

/** An edition that may not go out; what a rule throws. */
export class RefusedError extends Error {
  override name = 'RefusedError'
  readonly code: RefusalCode
  readonly reasons: Refusal['reasons']

  constructor(
    code: RefusalCode,
    message: string,
    options: {reasons?: Refusal['reasons']; cause?: unknown} = {},
  ) {
    super(message, options.cause === undefined ? undefined : {cause: options.cause})
    this.code = code
    this.reasons = options.reasons ?? []
  }
}
