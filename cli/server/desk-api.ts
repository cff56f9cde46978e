import {parseStrictJson, JsonError} from '#schemas'
import {verifyLedger} from '#pipeline'

import {CommandError} from '../fault.ts'
import {readLedgerText} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {EnrolmentError, keepEnrolment} from './keep-enrolment.ts'
import type {LastExport} from './last-export.ts'

/** What the desk API answers from. */
export interface DeskState {
  home: Home
  /** Null where exports are not watched. */
  lastExport: () => LastExport | null
  isWatching: boolean
  /** Hooks that do not get through. */
  failingHooks: () => readonly object[]
}

/** Somebody who is logged in to the lake. */
export interface DeskUser {
  id: string
  roles: string[]
}

/** Longest body of a request. */
const maxBody = 16_384

/**
 * Answer a request to `/marrow/v1/…`: what the Studio shows of trust, ledger and exports.
 *
 * For display alone: what goes out is decided by the exporter, which reads all of this itself.
 *
 * @param user Who asks, as the lake knows them.
 */
export async function answerDesk(
  request: Request,
  user: DeskUser,
  state: DeskState,
): Promise<Response> {
  const {pathname} = new URL(request.url)
  const key = `${request.method === 'HEAD' ? 'GET' : request.method} ${pathname}`
  try {
    switch (key) {
      case 'GET /marrow/v1/trust':
        return await trustOf(state)
      case 'GET /marrow/v1/ledger':
        return isStaff(user) ? await ledgerOf(state) : forbidden
      case 'GET /marrow/v1/exports':
        return isStaff(user) ? exportsOf(state) : forbidden
      case 'POST /marrow/v1/enrolments':
        return isStaff(user) ? await enrol(request, user, state) : forbidden
      default:
        return refused(404, 'route-unknown', `The desk has no ${key}`)
    }
  } catch (error) {
    if (error instanceof CommandError) return refused(409, error.code, error.message)
    if (error instanceof JsonError) return refused(400, `json-${error.code}`, error.message)
    if (error instanceof EnrolmentError) return refused(error.status, error.code, error.message)
    throw error
  }
}

/** Everyone who works on content; a viewer sees what is published. */
function isStaff({roles}: DeskUser): boolean {
  return roles.some((role) => role !== 'viewer')
}

async function trustOf({home}: DeskState): Promise<Response> {
  const {trust, digest} = await readTrustFile(home)
  return answer({digest, trust})
}

async function ledgerOf({home}: DeskState): Promise<Response> {
  const {entries, faults} = await verifyLedger(readLedgerText(home).split('\n'))
  return answer({entries, faults})
}

function exportsOf({lastExport, isWatching, failingHooks}: DeskState): Response {
  return answer({last: lastExport(), watching: isWatching, hooks: failingHooks()})
}

async function enrol(request: Request, user: DeskUser, {home}: DeskState): Promise<Response> {
  const text = await request.text()
  if (text.length > maxBody) return refused(413, 'body-large', 'An enrolment is not that long')
  const kept = await keepEnrolment(home, parseStrictJson(text, {name: 'body'}), user)
  return answer(kept, 201)
}

const forbidden = refused(403, 'not-allowed', 'Your role does not see this')

function refused(statusCode: number, errorCode: string, message: string): Response {
  return answer({statusCode, errorCode, message}, statusCode)
}

function answer(value: object, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
