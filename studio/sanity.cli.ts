import {fileURLToPath} from 'node:url'

import {defineCliConfig} from 'sanity/cli'

import {offline} from './lake/offline-plugin.ts'
import {withoutPage} from './preview/worker-plugin.ts'

const lake = process.env['MARROW_LAKE_URL'] ?? 'http://localhost:3333'

/** How `sanity build` and `sanity dev` make the Studio. */
export default defineCliConfig({
  api: {
    projectId: process.env['SANITY_STUDIO_PROJECT_ID'] ?? 'local',
    dataset: process.env['SANITY_STUDIO_DATASET'] ?? 'production',
  },
  deployment: {autoUpdates: false},
  reactStrictMode: true,
  server: {hostname: 'localhost', port: 3334},
  vite: (config) => ({
    ...config,
    plugins: [...(config.plugins ?? []), offline()],
    worker: {format: 'es', plugins: () => [withoutPage()]},
    server: {
      ...config.server,
      // The CLI works in a folder of its own: see cli/studio/studio-folder.ts.
      fs: {allow: [fileURLToPath(new URL('..', import.meta.url))]},
      // The Studio finds its lake at its own origin.
      proxy: {'^/(v[0-9X][^/]*|login|images|files|marrow)(/|\\?|$)': {target: lake, ws: true}},
    },
  }),
})
