import {
  exitOf,
  follow,
  openPullFolder,
  pullArguments,
  pullHelp,
  readSettings,
  reportText,
  sleep,
} from '#exports'

import type {Command} from '../command.ts'
import {untilSignal} from '../server/until-signal.ts'
import {printableJson} from '../terminal/printable.ts'

/** The publisher's client, as `marrow-pull` is; the clock of `--at` is that of a single pull. */
export const pull: Command = {
  name: 'pull',
  summary: 'Follow a repository: fetch, verify and put on show what is new, hide what is withdrawn',
  usage: '<url or folder> <folder> --key <file|public key> [--every <time>] [--hook <program>]…',
  options: pullArguments,
  help: pullHelp,
  run({positionals, values, env, now, terminal}) {
    return untilSignal(async (stop) => {
      const isOnce = values['every'] === undefined
      const world = {
        clock: isOnce ? () => now : () => new Date().toISOString(),
        fetch: globalThis.fetch,
        sleep,
        signal: stop,
      }
      const settings = await readSettings({positionals, values, env}, world)
      const folder = await openPullFolder(settings.pull)
      try {
        if (settings.everyMs === null) {
          const report = await folder.run()
          return {exit: exitOf(report), text: reportText(report), data: report}
        }
        let exit: 0 | 1 | 4 = 0
        await follow(folder, {
          ...world,
          everyMs: settings.everyMs,
          watch: settings.watch,
          onReport(report) {
            exit = exitOf(report)
            terminal.out(values['json'] === true ? printableJson(report) : reportText(report))
          },
        })
        return {exit, text: 'Marrow pulls no more.', data: {stopped: true}}
      } finally {
        await folder.close()
      }
    })
  },
}
