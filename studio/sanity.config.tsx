import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/inter/wght-italic.css'
import './lake/studio.css'
import {defineConfig} from 'sanity'
import {structureTool} from 'sanity/structure'

import {dashboardTool} from './dashboard/index.ts'
import {lakeAuth} from './lake/auth.ts'
import {MarrowIcon} from './lake/icon.tsx'
import {dataset, isHosted, lakeOrigin, projectId} from './lake/lake-address.ts'
import {makeClient} from './lake/make-client.ts'
import {acceptOwnProtocol} from './lake/own-protocol.ts'
import {documentActions, documentBadges, keysTool} from './review/index.ts'
import {schemaTypes} from './schema/index.ts'
import {defaultDocumentNode, newDocumentOptions, structure} from './structure/index.ts'

const off = {enabled: false}

if (!isHosted) acceptOwnProtocol()

/** The Studio: on the lake that serves it, or on the hosted one it was built for. */
export default defineConfig({
  name: 'default',
  title: 'Marrow',
  icon: MarrowIcon,
  projectId,
  dataset,
  ...(!isHosted && {apiHost: lakeOrigin, unstable_clientFactory: makeClient, auth: lakeAuth}),
  plugins: [structureTool({title: 'Desk', structure, defaultDocumentNode})],
  tools: (previous) => [dashboardTool(), ...previous, keysTool()],
  schema: {types: schemaTypes},
  document: {
    actions: documentActions,
    badges: documentBadges,
    newDocumentOptions,
    comments: off,
    askToEdit: off,
  },
  // What needs Sanity's own services, or another tool than ours for the same thing.
  tasks: off,
  releases: off,
  scheduledDrafts: off,
  scheduledPublishing: off,
  announcements: off,
  mediaLibrary: off,
  apps: {canvas: off},
})
