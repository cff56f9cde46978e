import {required} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {
  copiesOfBefore,
  eraseDocuments,
  planErasure,
  type ErasurePlan,
} from '../lake/erase-documents.ts'
import {openLake} from '../lake/open-lake.ts'
import {requireContent} from '../lake/reach-lake.ts'
import {counted} from '../terminal/counted.ts'

export const erase: Command = {
  name: 'erase',
  summary: 'Erase documents or assets with their history, where the law asks for it',
  usage: '<id>… --as <identity> --reference <case> [--yes]',
  options: {as: {type: 'string'}, reference: {type: 'string'}, yes: {type: 'boolean'}},
  help: {
    as: 'who erases, for the ledger',
    reference: 'of the case, for the ledger: it names nobody',
    yes: 'erase: without it, what would go is only listed',
  },
  async run(input) {
    const by = required(input, 'as')
    const reference = required(input, 'reference')
    if (reference.length > 80) throw new CommandError('usage', '--reference is a short name')
    if (input.positionals.length === 0) throw new CommandError('usage', 'Give ids: see --help')
    requireContent(input.home)
    return withHomeLock(input.home, () => eraseOffline(input, by, reference))
  },
}

/** The lake must be open here and nowhere else: its lock sees to that. */
async function eraseOffline(input: CommandInput, by: string, reference: string): Promise<Outcome> {
  const {home, now, positionals, values} = input
  const opened = await openLake(home, {clock: () => now, isLedgerOwn: true})
  try {
    const plan = planErasure(home, opened.store, positionals)
    if (plan.referrers.length > 0) {
      throw new CommandError(
        'refused',
        `Other documents refer to what would go: ${plan.referrers.join(', ')}. Edit them first, or erase them too`,
      )
    }
    const isDone = values['yes'] === true
    if (isDone) await eraseDocuments(home, opened.store, plan, {by, reference, at: now})
    const copies = copiesOfBefore(home)
    return {exit: 0, text: describe(plan, copies, isDone), data: {erased: isDone, ...plan, copies}}
  } finally {
    await opened.close()
  }
}

function describe(
  {documents, files, mentions}: ErasurePlan,
  copies: readonly string[],
  isDone: boolean,
): string {
  const what = `${counted(documents.length, 'document')} with their history, ${counted(files.length, 'file')}`
  return [
    ...documents.map((id) => `  ${id}`),
    ...files.map((file) => `  ${file}`),
    ...(mentions.length > 0
      ? [
          `Named in what is sealed, which stays: ${mentions.join(', ')}. Erase these too if they must go.`,
        ]
      : []),
    ...(copies.length > 0
      ? [`Kept from before, and not changed by this: delete ${copies.join(', ')} too.`]
      : []),
    isDone
      ? `Erased: ${what}. Backups, the archive of bundles, exported repositories and what publishers have still hold them.`
      : `Would be erased: ${what}. Nothing was: add --yes, there is no way back.`,
  ].join('\n')
}
