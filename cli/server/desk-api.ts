import {parseStrictJson, JsonError} from '#schemas'
import {verifyLedger} from '#pipeline'

import {CommandError} from '../fault.ts'
import {readLedgerText} from '../home/ledger-file.ts'
import type {Home} from '../home/paths.ts'
import {readTrustFile} from '../home/trust-file.ts'
import {EnrolmentError, keepEnrolment} from './keep-enrolment.ts'
import type {LastExport} from './last-export.ts'
import {previewInProcess} from './preview-in-process.ts'

/** What the desk API answers from. */
export interface DeskState {
  home: Home
  env: NodeJS.ProcessEnv
  /** UTC instant of now. */
  clock: () => string
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

/** Longest body of a request, in bytes. */
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
      case 'POST /marrow/v1/preview/pdf':
        return isStaff(user) ? await preview(request, state) : forbidden
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
  const text = await bodyOf(request)
  if (text === null) return refused(413, 'body-large', 'An enrolment is not that long')
  const kept = await keepEnrolment(home, parseStrictJson(text, {name: 'body'}), user)
  return answer(kept, 201)
}

/** The PDF of an article as it stands: the exporter's own code, in a process of its own. */
async function preview(request: Request, {env, home, clock}: DeskState): Promise<Response> {
  const text = await bodyOf(request)
  const body = text === null ? null : parseStrictJson(text, {name: 'body'})
  const article = typeof body === 'object' && body !== null && 'article' in body ? body.article : ''
  if (typeof article !== 'string' || article === '') {
    return refused(400, 'article-missing', 'Send {"article": "<id>"}')
  }
  const made = await previewInProcess({
    article,
    env: {...env, MARROW_HOME: home.dir, MARROW_SOURCE: 'lake'},
    now: clock(),
  })
  if ('refused' in made) return refused(422, made.refused.code, made.refused.message)
  if ('bug' in made) throw new Error(made.bug)
  return new Response(new Uint8Array(made.pdf), {
    headers: {...answerHeaders, 'content-type': 'application/pdf'},
  })
}

/** Read a body; null as soon as it is too long, so that none fills the memory. */
async function bodyOf({body}: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const answerHeaders = {'cache-control': 'no-store', 'x-content-type-options': 'nosniff'}

const forbidden = refused(403, 'not-allowed', 'Your role does not see this')

function refused(statusCode: number, errorCode: string, message: string): Response {
  return answer({statusCode, errorCode, message}, statusCode)
}

function answer(value: object, status = 200): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {...answerHeaders, 'content-type': 'application/json; charset=utf-8'},
  })
}
