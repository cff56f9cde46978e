import type {VerifiedStatement} from '#pipeline'

const kinds: Record<VerifiedStatement['statement']['kind'], string> = {
  'sign-off': 'Sign-off',
  reaffirmation: 'Reaffirmation',
  'change-request': 'Change request',
  correction: 'Correction',
  withdrawal: 'Withdrawal',
  restoration: 'Restoration',
}

/** A statement in words: a heading, and facts by name. */
export interface StatementWords {
  title: string
  facts: Array<[name: string, value: string]>
}

/**
 * Say what a statement states, who signed it, how, and when the ledger first saw it.
 *
 * The time of signing is the signer's claim; the first sight is what can be proven.
 */
export function statementWords(verified: VerifiedStatement): StatementWords {
  const {firstSeen, id, keyid, sha256, statement} = verified
  const {conflicts, effective, lifts, notice, reason, severity, signer, text, update} = statement
  const who = [signer.name, ...signer.credentials].join(', ')
  const facts: Array<[string, string | undefined]> = [
    ['Meaning', statement.meaning],
    ['Signed by', `${who} (${signer.id}), as ${statement.role}`],
    ['Signed at', `${statement.at} (claimed), time zone ${statement.zone}`],
    ['First seen by the ledger', firstSeen ?? 'not yet'],
    ['Edition', `${statement.edition}, SHA-256 ${statement.digest}`],
    ['Text that was read', text && `SHA-256 ${text.digest}, renderer ${text.renderer}`],
    ['Update', update],
    ['Severity', severity],
    ['In effect from', effective],
    ['Reason', reason],
    ['Public notice', notice],
    ['Lifts', lifts],
    ['Conflicts of interest', conflicts],
    ['Proof', `${statement.method}, key ${keyid}`],
    ['Rules that the signer saw', `SHA-256 ${statement.rules}`],
    ['Envelope', `${id}, SHA-256 ${sha256}`],
  ]
  return {
    title: `${kinds[statement.kind]}: ${who}`,
    facts: facts.flatMap(([name, value]) => (value ? [[name, value]] : [])),
  }
}

/** Write statements as plain text. */
export function statementsText(statements: readonly VerifiedStatement[]): string {
  const parts = statements.map((statement) => {
    const {title, facts} = statementWords(statement)
    return [title, ...facts.map(([name, value]) => `  ${name}: ${oneLine(value)}`)].join('\n')
  })
  return `${parts.join('\n\n')}\n`
}

/** No words of a statement can look like another fact of it, or command a terminal. */
function oneLine(value: string): string {
  return value.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
