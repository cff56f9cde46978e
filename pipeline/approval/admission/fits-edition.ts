import {graceMs} from '../clock.ts'
import type {RefusalCode, Statement} from '../types.ts'
import type {Candidate} from './admission.ts'

/** Why a statement does not count for an edition. */
export interface Fault {
  code: RefusalCode
  message: string
}

/**
 * Say why a statement is not about exactly this edition; null when it is.
 */
export function fitFault(statement: Statement, {id, digest, payload}: Candidate): Fault | null {
  const {article, language, number} = payload
  if (statement.article !== article) {
    return {code: 'other-article', message: `It is about the article \`${statement.article}\``}
  }
  if (statement.language !== language) {
    return {code: 'other-language', message: `It is about the text in \`${statement.language}\``}
  }
  if (statement.edition !== id || statement.number !== number) {
    return {code: 'other-edition', message: `It is about \`${statement.edition}\``}
  }
  if (statement.digest !== digest) {
    return {code: 'wrong-digest', message: `It is about the digest ${statement.digest}`}
  }
  return null
}

/**
 * Say why a statement cannot have been made when it claims; null when it can.
 *
 * Not before the edition was sealed, and at most five minutes ahead of now.
 */
export function timeFault(statement: Statement, sealedAt: string, now: string): Fault | null {
  const at = Date.parse(statement.at)
  if (at < Date.parse(sealedAt)) {
    return {
      code: 'back-dated',
      message: `Signed at ${statement.at}, before the edition was sealed (${sealedAt})`,
    }
  }
  return futureFault(statement, now)
}

/** Say why a statement is from the future; null when it is not. */
export function futureFault(statement: Statement, now: string): Fault | null {
  if (Date.parse(statement.at) <= Date.parse(now) + graceMs) return null
  return {
    code: 'future-dated',
    message: `Signed at ${statement.at}, more than five minutes ahead of now (${now})`,
  }
}
