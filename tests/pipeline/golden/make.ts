import {existsSync} from 'node:fs'
import {mkdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'

import {
  draftStatement,
  makePasskeyEnvelope,
  payloadTypes,
  RENDERER_VERSION,
  signStatement,
  statementDocument,
  textDigest,
} from '#pipeline'
import {toBase64} from '#schemas'

import type {EditionDocument, RawDocument, Role} from '../../../pipeline/approval/types.ts'
import {makeHouse, signedAt, type House} from '../approval/admission/house.ts'
import {drawing} from '../approval/sealing/rich-documents.ts'
import {makePasskey, type TestPasskey} from '../approval/test-keys.ts'
import {signedTrust} from '../approval/test-trust.ts'

/**
 * Freeze editions of this version of Marrow: an article with every field, signed by an editor with
 * a software key and by an expert with a passkey, and the site.
 *
 * Run it once for each payload format or text format, before its first release:
 * `npm run golden:make -- v2`. The keys are made here, sign, and are forgotten: what is
 * frozen can never be signed again, and a folder that exists is never written over.
 */
async function make(folder: string): Promise<void> {
  if (existsSync(folder)) throw new Error(`${folder} is there; golden editions never change`)
  const house = await makeHouse()
  const passkey = await makePasskey('ES256')
  house.trust.signers.find(({id}) => id === 'max')!.keys.push(passkey.key)

  const article = await house.submit()
  const site = await house.submit({article: 'site'})
  const editions = {
    article: await freeze(article, [
      await sign(house, article, 'editor'),
      await sign(house, article, 'medical-expert', passkey),
    ]),
    site: await freeze(site, [await sign(house, site, 'editor')]),
  }

  await mkdir(folder, {recursive: true})
  const write = (name: string, bytes: string | Uint8Array) => writeFile(join(folder, name), bytes)
  // What was signed stands in texts: a formatter may lay out these files anew.
  const trust = {root: toBase64(house.root.raw), envelope: await signedTrust(house)}
  for (const [name, frozen] of Object.entries({...editions, trust})) {
    await write(`${name}.json`, `${JSON.stringify(frozen, null, 2)}\n`)
  }
  await write('asset.svg', drawing)
}

async function freeze(edition: EditionDocument, statements: RawDocument[]): Promise<object> {
  return {edition, statements, textDigest: await digestOf(edition)}
}

async function sign(
  {editor, expert, trust}: House,
  edition: EditionDocument,
  role: Role,
  passkey?: TestPasskey,
): Promise<RawDocument> {
  const {_id: id, digest, article, number, language} = edition
  const by = role === 'editor' ? editor : expert
  const keyid = passkey?.key.keyid ?? by.key.keyid
  const text = {digest: await digestOf(edition), renderer: RENDERER_VERSION}
  const signed = {id, digest, article, number, language}
  const zone = 'Europe/Berlin'
  const draft = await draftStatement(
    {kind: 'sign-off', edition: signed, keyid, role, at: signedAt, zone, text},
    trust,
  )
  if (!passkey) return statementDocument(await signStatement(draft, by.sign), draft.statement)
  const assertion = await passkey.assert(draft.challenge)
  const {payload} = draft
  const envelope = makePasskeyEnvelope(payloadTypes.statement, payload, keyid, assertion)
  return statementDocument(envelope, draft.statement)
}

function digestOf({payload}: EditionDocument): Promise<string> {
  return textDigest(JSON.parse(payload) as Parameters<typeof textDigest>[0])
}

await make(join(import.meta.dirname, process.argv[2] ?? ''))
