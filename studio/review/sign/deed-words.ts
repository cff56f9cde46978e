import type {StatementKind} from '#pipeline'

import type {ArticleRecords} from '../../records/records.ts'
import type {Deed} from '../standing/offers.ts'

/** What one signs. */
export type SignedDeed = Exclude<Deed, 'submit'>

/** What the desk says about something that is signed. */
export interface DeedWords {
  kind: StatementKind
  /** On the button; a version's number follows where it says so. */
  action: string
  /** What it does, in one sentence. */
  effect: string
  /** Said once it is signed. */
  done: string
  tone: 'positive' | 'critical' | 'caution' | 'default'
}

/** The words of each deed. */
export const deedWords: Readonly<Record<SignedDeed, DeedWords>> = {
  'sign-off': {
    kind: 'sign-off',
    action: 'Sign off',
    effect: 'You put your name to exactly this text. Nothing else can be published in its place.',
    done: 'signed off',
    tone: 'positive',
  },
  'request-changes': {
    kind: 'change-request',
    action: 'Request changes',
    effect: 'The version is held until its changes are made, or you settle your request.',
    done: 'held for changes',
    tone: 'caution',
  },
  settle: {
    kind: 'change-request',
    action: 'Settle my request',
    effect: 'Your request holds the version no longer. That is no sign-off.',
    done: 'held by your request no longer',
    tone: 'default',
  },
  reaffirm: {
    kind: 'reaffirmation',
    action: 'Text still stands',
    effect: 'You read it again and it is still right: its next review date moves on from today.',
    done: 'reaffirmed',
    tone: 'positive',
  },
  correct: {
    kind: 'correction',
    action: 'Add a correction',
    effect: 'Once it takes effect, readers see your notice with the text, from the next export on.',
    done: 'corrected',
    tone: 'caution',
  },
  withdraw: {
    kind: 'withdrawal',
    action: 'Withdraw',
    effect:
      'Once it takes effect, this version and all before it are taken out with the next export.',
    done: 'withdrawn',
    tone: 'critical',
  },
  restore: {
    kind: 'restoration',
    action: 'Restore',
    effect: 'It may go out again once every role that must sign has asked for it.',
    done: 'asked to be restored',
    tone: 'caution',
  },
}

/** Say what a deed does to an article as it stands, in one sentence. */
export function effectOf(
  deed: SignedDeed,
  {withdrawal}: Pick<ArticleRecords, 'withdrawal'>,
): string {
  return deed === 'restore' && !withdrawal
    ? 'The withdrawal is called off once every role that must sign has asked for it, before it takes effect.'
    : deedWords[deed].effect
}

/** Deeds that give a reason, a severity and a public notice. */
export function hasNotice(deed: SignedDeed): boolean {
  return deed === 'correct' || deed === 'withdraw' || deed === 'restore'
}

/** Deeds that say whether the signer is independent. */
export function hasConflicts(deed: SignedDeed): boolean {
  return deed === 'sign-off' || deed === 'reaffirm'
}
