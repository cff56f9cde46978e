import {json} from '../answer.ts'
import type {Method, Route} from '../router.ts'

/**
 * What the Studio asks of Sanity's own services: trials, announcements, telemetry, help.
 *
 * There is nothing to say, and telemetry is off; a quiet answer keeps its console free of faults.
 */
const answers: [Method, string, unknown][] = [
  ['GET', '/:version/features', []],
  ['GET', '/:version/projects/:project/features', []],
  ['GET', '/:version/projects/:project/user-applications', []],
  ['GET', '/:version/user-applications', []],
  ['GET', '/:version/aliases', []],
  ['GET', '/:version/journey/trial', {}],
  ['GET', '/:version/journey/trial/:project', {}],
  ['GET', '/:version/journey/:topic', []],
  ['GET', '/:version/journey/:topic/:project', []],
  ['GET', '/:version/help', {}],
  ['GET', '/:version/access/requests/me', []],
  ['GET', '/:version/intake/telemetry-status', {status: 'denied'}],
  ['POST', '/:version/intake/batch', {}],
  ['GET', '/:version/check/cors', {result: {allowed: true, withCredentials: true}}],
]

export const quietAnswers: Route[] = answers.map(([method, path, answer]) => ({
  name: 'quiet',
  method,
  path,
  audience: 'anyone',
  handle: () => json(answer),
}))
