import {several} from '../arguments.ts'
import type {Command} from '../command.ts'
import {lastExportFolder} from '../repository/last-export.ts'
import {refreshRepositories} from '../repository/refresh-repository.ts'
import {oneLine} from '../terminal/printable.ts'

export const refresh: Command = {
  name: 'refresh',
  summary: 'Renew the heads of a repository before they expire; for a timer, such as cron',
  usage: '[--out <folder>]… [--trust <file>]',
  options: {out: {type: 'string', multiple: true}, trust: {type: 'string'}},
  help: {
    out: 'repository (default that of the last export, else out/); may be given several times',
    trust: 'another trust file than that of the home',
  },
  async run(input) {
    const given = several(input, 'out')
    const dirs = given.length > 0 ? given : [lastExportFolder(input.home) ?? 'out']
    const repositories = await refreshRepositories(input, dirs)
    const {style} = input.terminal
    const lines = repositories.flatMap(({repository, audiences, takenOut}) => [
      oneLine(repository),
      ...takenOut.map((edition) => `  ${style.warn('withdrawn')}  ${edition}`),
      ...audiences.map(
        ({name, expires, renewed}) =>
          `  ${renewed ? style.good('renewed') : style.dim('good')}  ${name} until ${expires}`,
      ),
    ])
    return {exit: 0, text: lines.join('\n'), data: {repositories}}
  },
}
