import {Card, Select, Stack, Text, TextInput} from '@sanity/ui'
import {useMemo, useState} from 'react'

import type {TrustKey} from '#pipeline'

import {fingerprint} from '../keys/fingerprint.ts'
import {parseKeyFile, type KeyFile} from '../keys/key-file.ts'
import {storedKeys} from '../keys/key-store.ts'
import {Field} from '../parts/field.tsx'
import {Say} from '../parts/say.tsx'
import type {Method} from './use-signing.ts'

/** The key that signs: the state of `MethodInput`. */
export interface MethodChoice {
  keys: readonly TrustKey[]
  key: TrustKey | null
  choose: (keyid: string) => void
  file: KeyFile | null
  takeFile: (file: File) => void
  passphrase: string
  setPassphrase: (passphrase: string) => void
  fault: string | null
  /** Null until everything is there. */
  method: Method | null
}

/** Choose among the keys of a signer: the first, a passkey where there is one, unless told. */
export function useMethod(keys: readonly TrustKey[]): MethodChoice {
  const [chosen, choose] = useState<string | null>(null)
  const [taken, setTaken] = useState<KeyFile | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const stored = useMemo(() => storedKeys(), [])
  const key = keys.find(({keyid}) => keyid === chosen) ?? keys[0] ?? null
  const file = [taken, ...stored].find((one) => one && one.keyid === key?.keyid) ?? null

  const take = async (given: File) => {
    try {
      const read = await readKey(given, keys)
      setFault(null)
      setTaken(read)
      choose(read.keyid)
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  return {
    keys,
    key,
    choose,
    file,
    takeFile: (given) => void take(given),
    passphrase,
    setPassphrase,
    fault,
    method: methodOf(key, file, passphrase),
  }
}

async function readKey(given: File, keys: readonly TrustKey[]): Promise<KeyFile> {
  const file = parseKeyFile(await given.text())
  if (keys.some(({keyid}) => keyid === file.keyid)) return file
  throw new Error('That is a key of somebody else, or one that nobody approved')
}

function methodOf(key: TrustKey | null, file: KeyFile | null, passphrase: string): Method | null {
  if (!key) return null
  if (key.type === 'passkey') return {kind: 'passkey', key}
  return file && passphrase !== '' ? {kind: 'software', file, passphrase} : null
}

/** Ask with which key to sign; of a software key also for its file and passphrase. */
export function MethodInput({choice}: {choice: MethodChoice}) {
  const {choose, fault, key, keys} = choice
  return (
    <Stack gap={4}>
      {keys.length > 1 && (
        <Field id="sign-key" label="Key">
          <Select
            id="sign-key"
            onChange={({currentTarget}) => choose(currentTarget.value)}
            value={key?.keyid ?? ''}
          >
            {keys.map(({keyid, type}) => (
              <option key={keyid} value={keyid}>
                {type === 'passkey' ? 'Passkey' : 'Software key'} {fingerprint(keyid).slice(0, 9)}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {key?.type === 'ed25519' && <SoftwareKey choice={choice} />}
      {fault && <Say tone="critical">{fault}</Say>}
    </Stack>
  )
}

function SoftwareKey({choice}: {choice: MethodChoice}) {
  const {file, passphrase, setPassphrase, takeFile} = choice
  return (
    <Card border padding={4} radius={2} tone="caution">
      <Stack gap={4}>
        <Text size={1}>
          <strong>Software key.</strong> It is weaker than a passkey: who has the file and the
          passphrase can sign in your name.
        </Text>
        {file ? null : (
          <Field id="sign-file" label="Key file" hint="The file that was made when you enrolled.">
            <input
              accept=".json,application/json"
              id="sign-file"
              onChange={({currentTarget}) => {
                const [given] = currentTarget.files ?? []
                if (given) takeFile(given)
              }}
              type="file"
            />
          </Field>
        )}
        {file && (
          <Field id="sign-passphrase" label="Passphrase">
            <TextInput
              autoComplete="off"
              id="sign-passphrase"
              onChange={({currentTarget}) => setPassphrase(currentTarget.value)}
              type="password"
              value={passphrase}
            />
          </Field>
        )}
      </Stack>
    </Card>
  )
}
