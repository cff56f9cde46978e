import type {Command} from '../command.ts'
import {clockHelp, clockOption} from '../home/clock.ts'
import {chosenFolders} from '../repository/last-export.ts'
import {refreshRepositories} from '../repository/refresh-repository.ts'
import {oneLine} from '../terminal/printable.ts'

export const refresh: Command = {
  name: 'refresh',
  summary: 'Renew the heads of a repository before they expire; for a timer, such as cron',
  usage: '[--out <folder>]… [--trust <file>] [--clock-was-ahead]',
  options: {out: {type: 'string', multiple: true}, trust: {type: 'string'}, ...clockOption},
  help: {
    out: 'repository (default: all that this home exported to, else out/); may be given several times',
    trust: 'another trust file than that of the home',
    ...clockHelp,
  },
  async run(input) {
    const repositories = await refreshRepositories(input, chosenFolders(input))
    const {style} = input.terminal
    const lines = repositories.flatMap(({repository, audiences, takenOut, refused}) => [
      oneLine(repository),
      ...takenOut.map((edition) => `  ${style.warn('withdrawn')}  ${edition}`),
      ...audiences.map(
        ({name, expires, renewed}) =>
          `  ${renewed ? style.good('renewed') : style.dim('good')}  ${name} until ${expires}`,
      ),
      ...refused.map(
        (edition) =>
          `  ${style.bad('refused')}  ${edition}: a compromised key signed its bundle; \`export\` signs it anew`,
      ),
    ])
    return {exit: 0, text: lines.join('\n'), data: {repositories}}
  },
}
