/** The hosted project that the Studio was built for, if it was. */
const hostedProject = process.env['SANITY_STUDIO_PROJECT_ID'] ?? ''

/** Does the Studio work on Sanity's hosted lake? Else on the one that serves it. */
export const isHosted = hostedProject !== ''

/** What clients call the project. */
export const projectId = isHosted ? hostedProject : 'local'

/** Where the content is. */
export const dataset = process.env['SANITY_STUDIO_DATASET'] || 'production'

/**
 * Where Marrow serves lake, desk and Studio: the address that the Studio itself came from, whatever
 * its port.
 *
 * Sanity's tools also evaluate the configuration outside a browser, where there is no address.
 */
export const lakeOrigin =
  typeof location === 'undefined' || location.origin === 'null'
    ? 'http://localhost:3333'
    : location.origin
