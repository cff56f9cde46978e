import {roleNames, roles} from '../../access/roles.ts'
import {json} from '../answer.ts'
import type {Call} from '../call.ts'
import {HttpError} from '../http-error.ts'
import type {Route} from '../router.ts'

/** The one project of this lake. */
export const project: Route = {
  name: 'project',
  method: 'GET',
  path: '/:version/projects/:project',
  audience: 'users',
  handle: (call) => {
    checkProject(call)
    return json(describeProject(call))
  },
}

export const projects: Route = {
  name: 'projects',
  method: 'GET',
  path: '/:version/projects',
  audience: 'users',
  handle: (call) => json([describeProject(call)]),
}

/** The roles that a person may have. */
export const projectRoles: Route = {
  name: 'project-roles',
  method: 'GET',
  path: '/:version/projects/:project/roles',
  audience: 'users',
  handle: (call) => {
    checkProject(call)
    return json(roleNames.map((name) => ({name, ...roles[name], isCustom: false})))
  },
}

/** @throws {HttpError} 404 for another project than this lake's. */
export function checkProject({params, services}: Call): void {
  if (params['project'] !== services.projectId) {
    throw new HttpError(
      404,
      'project-unknown',
      `This lake serves project \`${services.projectId}\``,
    )
  }
}

function describeProject({services}: Call): Record<string, unknown> {
  return {
    id: services.projectId,
    displayName: 'Marrow',
    organizationId: null,
    isBlocked: false,
    isDisabled: false,
    isDisabledByUser: false,
    metadata: {},
    members: [],
    features: [],
    studioHost: null,
    activityFeedEnabled: false,
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
  }
}
