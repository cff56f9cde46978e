import {fileURLToPath} from 'node:url'

import type {Plugin} from 'vite'

/** What is changed in Sanity's packages: outside addresses become the Studio's own origin. */
const replacements: Array<[RegExp, string]> = [
  [/https:\/\/api\.sanity\.(?:io|work)\/vX\/intake\/(?:feedback|tracing)/g, '/v1/intake/batch'],
  [/https:\/\/sanity-cdn\.(?:com|work)/g, '/static/versions.json?'],
  [/https:\/\/(?:m|core)\.sanity-cdn\.(?:com|work)/g, '/static/none'],
  [/https:\/\/cdn\.sanity\.io\/images/g, '/static/none'],
  // One way to log in is no choice.
  [/"Choose login provider"/g, '"You are logged out"'],
  [/https:\/\/public\.sanity\.io\/logos\/favicon-192\.png/g, '/static/favicon-192.png'],
]

/** What stands in for Sanity's App SDK. */
const noAppSdk = fileURLToPath(new URL('./no-app-sdk.ts', import.meta.url))

/** The script of Sanity's dashboard. */
const bridge = /<script[^>]*core\.sanity-cdn\.(?:com|work)[^>]*><\/script>\s*/g

/** Rules that load Inter from Sanity's servers; the Studio brings its own. */
const outsideFonts = /@font-face\s*\{[^}]*design-system-static\.sanity\.io[^}]*\}/g

/** Take every outside address out of the code of the Studio, so that it works without a network. */
export function withoutOutside(code: string): string {
  const text = code.replace(bridge, '').replace(outsideFonts, '')
  return replacements.reduce((result, [from, to]) => result.replace(from, to), text)
}

/** Give the local Inter the name that Sanity's styles use. */
export function nameInter(css: string): string {
  return css.replaceAll(`'Inter Variable'`, 'Inter')
}

/**
 * Vite plugin: keep the Studio offline.
 *
 * Sanity's packages have addresses that no setting takes away: fonts, version checks, feedback,
 * the bridge to its dashboard.
 */
export function offline(): Plugin {
  return {
    name: 'marrow-offline',
    enforce: 'pre',
    resolveId: (id) => (id === '@sanity/sdk-react' ? noAppSdk : null),
    transform(code, id) {
      if (!/node_modules/.test(id)) return null
      const changed = id.includes('@fontsource-variable/inter/')
        ? nameInter(code)
        : withoutOutside(code)
      return changed === code ? null : {code: changed, map: null}
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type === 'asset' && typeof file.source === 'string') {
            file.source = withoutOutside(file.source)
          }
        }
      },
    },
    transformIndexHtml: {order: 'post', handler: withoutOutside},
  }
}
