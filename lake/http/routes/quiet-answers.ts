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
  ['GET', '/:version/projects/:project/datasets/:dataset/settings/indexing', {}],
  [
    'GET',
    '/:version/projects/:project/datasets/:dataset/settings/embeddings',
    {status: 'disabled'},
  ],
  [
    'GET',
    '/:version/projects/:project/new-content-release-allowed',
    {
      data: {
        orgActiveReleaseCount: 0,
        orgActiveReleaseLimit: 0,
        defaultOrgActiveReleaseLimit: 0,
        datasetReleaseLimit: 0,
      },
    },
  ],
  ['GET', '/:version/data/history/:dataset/events/releases/:release', {events: [], nextCursor: ''}],
  ['GET', '/:version/schedules/:project/:dataset', {schedules: [], totalCount: 0, nextCursor: ''}],
  ['GET', '/:version/media-libraries', {data: []}],
  ['GET', '/:version/geoip/country', {country: null}],
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
