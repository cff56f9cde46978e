import type {ClosedAudience, Exporter} from '#exports'

import {given} from '../arguments.ts'
import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {keepExportFolder} from '../repository/last-export.ts'
import {openWorkspace} from '../workspace/workspace.ts'
import {audiencesOf, type Audience} from './audiences.ts'
import {readFormatOptions} from './format-options.ts'
import {keepProfiles, knownProfiles, lastLicences} from './known-profiles.ts'
import {readProfiles, type ProfileFault} from './publisher-profiles.ts'
import {runExport, type ExportReport} from './run-export.ts'

/** What an export of a home is to do; nothing said: everything, for everybody. */
export interface ExportWish {
  /** Folder of the repository. */
  out: string
  /** Formats of the publisher's own audience; those of all publishers where none are named. */
  formats?: readonly Exporter[]
  /** Names of audiences; all of them where none is named. */
  audiences?: readonly string[]
}

/** What an export of a home did. */
export interface HomeExport extends ExportReport {
  /** Profiles of publishers that cannot be gone by. */
  profileFaults: ProfileFault[]
  /** Audiences of the repository that no profile asks for any more, with who is known to have had them. */
  closed: Array<ClosedAudience & {publishers: string[]}>
}

/** Export what the gate admits from the source that the command line names, under the home's lock. */
export function exportHome(input: CommandInput, wish: ExportWish): Promise<HomeExport> {
  return withHomeLock(input.home, async () => {
    const workspace = await openWorkspace(input, {isWriting: true})
    try {
      const documents = workspace.documents.values()
      // A dataset is looked at: it says nothing about the publishers of this home.
      const isLooked = /\.(ndjson|tgz|tar\.gz)$/.test(given(input, 'source') ?? '')
      const {profiles, faults} = isLooked
        ? readProfiles(documents)
        : knownProfiles(input.home, documents)
      const all = audiencesOf(
        profiles,
        wish.formats?.map(({name}) => name),
      )
      const audiences = chosen(all, wish.audiences)
      const before = isLooked ? [] : lastLicences(input.home)
      if (!isLooked) keepProfiles(input.home, profiles, all, {before, now: input.now})
      const report = await runExport(input, workspace, {
        out: wish.out,
        audiences,
        elsewhere: all.filter((one) => !audiences.includes(one)).map(({name}) => name),
        options: readFormatOptions(input.home),
      })
      if (!isLooked) keepExportFolder(input.home, wish.out, wish.audiences)
      const closed = report.written.closed.map((one) => ({
        ...one,
        publishers: before
          .filter(({audience, former = []}) =>
            [audience, ...former.map((each) => each.audience)].includes(one.name),
          )
          .map(({id}) => id),
      }))
      return {...report, profileFaults: faults, closed}
    } finally {
      await workspace.source.close()
    }
  })
}

/** @throws `usage` for an audience that there is not, with those that there are. */
function chosen(all: readonly Audience[], names: readonly string[] = []): readonly Audience[] {
  if (names.length === 0) return all
  const stray = names.find((name) => !all.some((audience) => audience.name === name))
  if (stray === undefined) return all.filter(({name}) => names.includes(name))
  throw new CommandError(
    'usage',
    `There is no audience ${stray}: choose from ${all.map(({name}) => name).join(', ')}`,
  )
}
