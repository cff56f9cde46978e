import {createRequire} from 'node:module'

import type {Plugin} from 'vite'

/** Packages whose code for browsers asks for a page, which a worker has none of. */
const withPage = new Set(['decode-named-character-reference'])

const {resolve} = createRequire(import.meta.url)

/** Vite plugin for the code of workers: take the code of packages that needs no page. */
export function withoutPage(): Plugin {
  return {
    name: 'marrow-without-page',
    enforce: 'pre',
    resolveId: (id) => (withPage.has(id) ? resolve(id) : null),
  }
}
