import type {SanityClient} from '@sanity/client'

import {deskRequest} from '../../records/desk-request.ts'
import type {KeyFile} from './key-file.ts'

/** What an expert hands to the administrator: public, and compared by fingerprint. */
export interface Enrolment {
  format: 1
  /** Signer id: stable, one per human. */
  id: string
  name: string
  type: 'passkey' | 'ed25519'
  /** COSE key of a passkey, raw Ed25519 key; base64url. */
  publicKey: string
  /** Hex sha256 of the key. */
  keyid: string
  /** Of a passkey: its credential id, base64url. */
  credential?: string
}

/** Where an enrolment waits, and what the administrator runs to approve it. */
export interface Enrolled {
  fingerprint: string
  /** Path on the machine that Marrow runs on. */
  file: string
  command: string
}

/** Make the enrolment of a software key. */
export function enrolmentOf({holder, keyid, publicKey}: KeyFile, name: string): Enrolment {
  return {format: 1, id: holder, name, type: 'ed25519', publicKey, keyid}
}

/**
 * Hand an enrolment to the desk server.
 *
 * @returns Null where there is none: then the enrolment is saved as a file.
 * @throws `DeskError`
 */
export async function sendEnrolment(
  client: SanityClient,
  enrolment: Enrolment,
): Promise<Enrolled | null> {
  return (await deskRequest(client, 'enrolments', enrolment)) as Enrolled | null
}

/** Make a signer id of a lake identity or name: letters, digits and `-`. */
export function signerIdFrom(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64)
}
