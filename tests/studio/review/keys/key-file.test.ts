import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

import {afterAll, describe, expect, it} from 'vitest'

import {draftStatement, statementDocument, verifyStatement} from '#pipeline'

import {
  createKeyFile as createOnDisk,
  openKeyFile as openOnDisk,
  readKeyFile,
} from '../../../../cli/home/key-file.ts'
import {createKeyFile, openKeyFile, parseKeyFile} from '../../../../studio/review/keys/key-file.ts'
import {makePublisher, makeRequest, makeSigner} from '../../../pipeline/approval/test-trust.ts'
import {from} from '../../../pipeline/approval/test-keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'marrow-key-'))
afterAll(() => rmSync(folder, {recursive: true}))
const passphrase = 'correct horse battery'

describe('a software key in the browser', () => {
  it('signs what the gate verifies', async () => {
    const file = await createKeyFile('zoe', passphrase)
    const {keyid, publicKey} = file
    const {trust} = await makePublisher()
    const key = {keyid, publicKey, type: 'ed25519' as const, from}
    trust.signers.push(makeSigner('zoe', ['editor'], [key]))
    const signer = await openKeyFile(parseKeyFile(JSON.stringify(file)), passphrase)
    const draft = await draftStatement(makeRequest(keyid, {role: 'editor'}), trust)
    const document = await statementDocument(await signer.sign(draft), draft.statement)
    expect(await verifyStatement(document, trust)).toMatchObject({verified: {keyid}})
  })

  it('is the file that the command line makes and opens', async () => {
    const ours = join(folder, 'ours.json')
    writeFileSync(ours, JSON.stringify(await createKeyFile('zoe', passphrase)))
    const opened = await openOnDisk(readKeyFile(ours), passphrase)
    expect(opened.keyid).toBe(readKeyFile(ours).keyid)

    const theirs = join(folder, 'theirs.json')
    const about = {purpose: 'signing' as const, holder: 'max', sample: true}
    const made = await createOnDisk(theirs, about, passphrase)
    expect(existsSync(theirs)).toBe(true)
    const file = parseKeyFile(JSON.stringify(made))
    expect((await openKeyFile(file, passphrase)).keyid).toBe(made.keyid)
  })

  it('opens for nobody else, and never at a higher cost', async () => {
    const file = await createKeyFile('zoe', passphrase)
    const wrong = {code: 'passphrase'}
    await expect(openKeyFile(file, 'another one')).rejects.toMatchObject(wrong)
    const costly = {...file, encrypted: {...file.encrypted, N: 2 ** 20}}
    await expect(openKeyFile(costly, passphrase)).rejects.toMatchObject(wrong)
    const altered = {...file, encrypted: {...file.encrypted, data: file.encrypted.tag}}
    await expect(openKeyFile(altered, passphrase)).rejects.toMatchObject(wrong)
    await expect(createKeyFile('zoe', 'short')).rejects.toMatchObject(wrong)
  })

  it.each(['', '{}', 'null', '{"format":1,"purpose":"root"}'])('is not %j', (text) => {
    expect(() => parseKeyFile(text)).toThrow(/no key file/)
  })
})
