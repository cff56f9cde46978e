import type {PortableTextPluginsProps} from 'sanity'

import {tableContainers} from './table-containers.tsx'

/** What the editor of a section can do beyond paragraphs: tables that are edited in place. */
export function BodyPlugins(props: PortableTextPluginsProps) {
  const plugins = {...props.plugins, table: {enabled: true, containers: tableContainers}}
  return props.renderDefault({...props, plugins})
}
