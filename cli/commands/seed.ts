import type {Command} from '../command.ts'
import {withHomeLock} from '../home/lock.ts'
import {seedHome} from '../seed/seed-home.ts'
import {table} from '../terminal/table.ts'

export const seed: Command = {
  name: 'seed',
  summary: 'Fill an empty home with sample articles, signed with sample keys',
  usage: '',
  options: {},
  help: {},
  async run(input) {
    const seeded = await withHomeLock(input.home, () => seedHome(input))
    if (!seeded) {
      return {
        exit: 0,
        text: `${input.home.dir} has the sample content already.`,
        data: {seeded: false},
      }
    }
    return {
      exit: 0,
      text: [
        `Seeded ${input.home.dir} with ${seeded.documents} sample documents:`,
        table(seeded.articles.map(({id, outcome}) => [`  ${id}`, outcome])),
      ].join('\n'),
      data: {seeded: true, ...seeded},
    }
  },
}
