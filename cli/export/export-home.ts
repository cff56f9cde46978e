import type {Exporter} from '#exports'

import type {CommandInput} from '../command.ts'
import {withHomeLock} from '../home/lock.ts'
import {openWorkspace} from '../workspace/workspace.ts'
import {formatsOfProfiles} from './choose-formats.ts'
import {readFormatOptions, withOptions} from './format-options.ts'
import {runExport, type ExportReport} from './run-export.ts'

/**
 * Export what the gate admits from the source that the command line names, under the home's lock.
 *
 * @param out Folder of the repository.
 * @param named Formats; those of the publishers' profiles where none are named.
 */
export function exportHome(
  input: CommandInput,
  out: string,
  named?: readonly Exporter[],
): Promise<ExportReport> {
  return withHomeLock(input.home, async () => {
    const workspace = await openWorkspace(input)
    try {
      const chosen = named ?? formatsOfProfiles(workspace.documents.values())
      const exporters = withOptions(chosen, readFormatOptions(input.home))
      return await runExport(input, workspace, {out, exporters})
    } finally {
      await workspace.source.close()
    }
  })
}
