import type {LedgerEntry} from './ledger-entry.ts'
import type {JsonSchema} from './schema-problems.ts'

const text: JsonSchema = {type: 'string', minLength: 1}
const digest: JsonSchema = {type: 'string', pattern: '^[0-9a-f]{64}$'}
const count: JsonSchema = {type: 'integer', minimum: 1}

const chain = {seq: count, prev: digest, at: text, hash: digest, event: text}
const edition = {edition: text, digest, article: text, number: count, language: text}

const members: Record<LedgerEntry['event'], Record<string, JsonSchema>> = {
  'edition-seen': edition,
  'statement-seen': {
    ...edition,
    statement: digest,
    id: text,
    kind: text,
    signer: text,
    keyid: digest,
    role: text,
    meaning: text,
    signedAt: text,
    severity: text,
    update: text,
    effective: text,
    lifts: text,
  },
  exported: {...edition, bundle: digest},
  removed: {article: text, language: text, because: text},
  'trust-seen': {version: count, digest},
  restored: {backup: text, digest},
  'clock-set': {to: text},
  erased: {document: text, by: text, reference: text},
}

const optional = new Set(['severity', 'update', 'effective', 'lifts'])

/** The shape of an entry of the ledger, by its event. */
export const ledgerSchemas: Record<string, JsonSchema> = Object.fromEntries(
  Object.entries(members).map(([event, own]) => {
    const properties: Record<string, JsonSchema> = {...chain, ...own, event: {const: event}}
    const required = Object.keys(properties).filter((name) => !optional.has(name))
    return [event, {type: 'object', additionalProperties: false, required, properties}]
  }),
)
