import {useCallback, useState} from 'react'

import type {TrustKey} from '#pipeline'

import type {Version} from '../../records/records.ts'
import {useRecordsClient, useTrust} from '../../records/use-records.ts'
import {openKeyFile, type KeyFile} from '../keys/key-file.ts'
import {makeStatement, SignError, storeStatement, type StatementSigner} from './make-statement.ts'
import {passkeySigner} from './passkey.ts'
import type {Saying} from './statement-wish.ts'

/** How a signature is made. */
export type Method =
  | {kind: 'passkey'; key: TrustKey}
  | {kind: 'software'; file: KeyFile; passphrase: string}

/** Where a signature is. */
export interface Signing {
  phase: 'idle' | 'signing' | 'signed'
  /** Why the last try failed. */
  fault: string | null
  sign: (version: Version, saying: Saying, method: Method) => Promise<boolean>
}

/** Sign statements about versions: each is verified at once, and only then stored. */
export function useSigning(): Signing {
  const client = useRecordsClient()
  const trust = useTrust()
  const [state, setState] = useState<Pick<Signing, 'phase' | 'fault'>>({phase: 'idle', fault: null})
  const sign = useCallback<Signing['sign']>(
    async (version, saying, method) => {
      setState({phase: 'signing', fault: null})
      try {
        if (!trust) throw new SignError('no-trust', 'The trust file is not known yet')
        await makeStatement(version, saying, await signerBy(method), {
          trust: trust.trust,
          now: new Date().toISOString(),
          zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
          store: (document) => storeStatement(client, document),
        })
        setState({phase: 'signed', fault: null})
        return true
      } catch (error) {
        const fault = error instanceof Error ? error.message : String(error)
        setState({phase: 'idle', fault})
        return false
      }
    },
    [client, trust],
  )
  return {...state, sign}
}

async function signerBy(method: Method): Promise<StatementSigner> {
  return method.kind === 'passkey'
    ? passkeySigner(method.key)
    : openKeyFile(method.file, method.passphrase)
}
