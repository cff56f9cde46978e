import {resolve} from 'node:path'

import {updateTypesOf, type StatementKind} from '#pipeline'

import {choice, given, instantOf, required, several} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {clockHelp, clockOption} from '../home/clock.ts'
import {confirm} from '../repository/confirm.ts'
import {exportCommands, exportFolders} from '../repository/last-export.ts'
import {readRepository} from '../repository/read-repository.ts'
import {describeEffect, takeDownEffect} from '../repository/take-down-effect.ts'
import {withdrawFromRepository} from '../repository/withdraw-from-repository.ts'
import {oneLine} from '../terminal/printable.ts'
import type {Saying} from '../workspace/sign-edition.ts'
import {makeStatement, signingHelp, signingOptions} from '../workspace/statement-command.ts'
import type {Workspace} from '../workspace/workspace.ts'

const noticeUsage =
  '--as <signer> --key <file> --reason <text> --notice <text> [--severity safety|editorial|legal] [--update <type>] [--effective <time>]'

const noticeOptions = {
  ...signingOptions,
  reason: {type: 'string'},
  notice: {type: 'string'},
  severity: {type: 'string'},
  update: {type: 'string'},
  effective: {type: 'string'},
} as const

function noticeHelp(kind: StatementKind): Record<string, string> {
  return {
    ...signingHelp,
    reason: 'for the record; publishers can read it in the signed envelope',
    notice: 'public words',
    severity: 'safety, editorial or legal (default editorial)',
    update: `what it is to those who follow the article: ${updateTypesOf(kind).join(', ')}`,
    effective: 'from when on it holds, such as 2026-01-31T12:00:00Z (default: from now on)',
  }
}

/** Take an edition back. */
export const withdraw: Command = {
  name: 'withdraw',
  summary: 'Take an edition back: it, and all before it, leave with the next export, or at once',
  usage: `<edition|article> ${noticeUsage} [--repository <folder>]… [--yes] [--clock-was-ahead]`,
  options: {
    ...noticeOptions,
    repository: {type: 'string', multiple: true},
    yes: {type: 'boolean'},
    ...clockOption,
  },
  help: {
    ...noticeHelp('withdrawal'),
    repository:
      'take it out of this repository at once, by what that says: the lake is not asked; may be given several times',
    yes: 'do it without asking',
    ...clockHelp,
  },
  async run(input) {
    const say = sayingOf(input, 'withdrawal')
    const dirs = several(input, 'repository')
    return dirs.length > 0 ? withdrawAtOnce(input, dirs, say) : withdrawFromLake(input, say)
  },
}

/** Bring a withdrawn edition back. */
export const restore = noticeCommand({
  name: 'restore',
  kind: 'restoration',
  summary: 'Bring a withdrawn edition back; needs all sign-offs that the policy asks for',
  done: 'asked to restore',
})

/** Attach a public correction. */
export const correct = noticeCommand({
  name: 'correct',
  kind: 'correction',
  summary: 'Attach a public correction notice to an edition',
  done: 'corrected',
})

interface NoticeKind {
  name: string
  kind: StatementKind
  summary: string
  done: string
}

function noticeCommand({name, kind, summary, done}: NoticeKind): Command {
  return {
    name,
    summary,
    usage: `<edition|article> ${noticeUsage}`,
    options: noticeOptions,
    help: noticeHelp(kind),
    async run(input) {
      const say = sayingOf(input, kind)
      const {statement, edition, signer} = await makeStatement(input, () => ({kind, ...say}))
      return {
        exit: 0,
        text: `${signer.name} ${done} ${edition}: ${statement._id}. It takes effect with the next \`export\`${fromWhen(say)}.`,
        data: {statement: statement._id, edition, signer: signer.id, ...dataOf(say)},
      }
    },
  }
}

type Notice = Pick<Saying, 'reason' | 'notice' | 'severity' | 'update' | 'effective'>

function sayingOf(input: CommandInput, kind: StatementKind): Notice {
  const types = updateTypesOf(kind)
  const effective = given(input, 'effective')
  const severity = choice(input, 'severity', ['safety', 'editorial', 'legal'], 'editorial')
  return {
    reason: required(input, 'reason'),
    notice: required(input, 'notice'),
    severity,
    ...(given(input, 'update') !== undefined && {
      update: choice(input, 'update', types, types[0]!),
    }),
    ...(effective !== undefined && {effective: instantOf(effective, 'effective')}),
  }
}

async function withdrawAtOnce(
  input: CommandInput,
  dirs: readonly string[],
  say: Notice,
): Promise<Outcome> {
  const {statement, signer, effects, isOut, findings} = await withdrawFromRepository(
    input,
    dirs,
    say,
  )
  return {
    exit: 0,
    text: [
      `${signer} withdrew ${statement.edition}: ${statement._id}.`,
      isOut
        ? `It is out of ${effects.map(({repository}) => oneLine(repository)).join(', ')}.`
        : `It leaves with the next \`export\` or \`refresh\`${fromWhen(say)}.`,
      'The statement waits in the home until the lake can be reached.',
      ...stillIn(input, dirs),
      ...findings.map(({reason}) => `warning: ${oneLine(reason)}`),
    ].join('\n'),
    data: {
      statement: statement._id,
      edition: statement.edition,
      out: isOut,
      effects,
      findings,
      ...dataOf(say),
    },
  }
}

/** Name the repositories of this home that were not among those. */
function stillIn(input: CommandInput, dirs: readonly string[]): string[] {
  const named = new Set(dirs.map((dir) => resolve(dir)))
  return exportFolders(input)
    .filter((out) => !named.has(out))
    .map(
      (out) =>
        `It is still in ${oneLine(out)}, if it was there: run \`refresh --out ${oneLine(out)}\` to take it out there too.`,
    )
}

async function withdrawFromLake(input: CommandInput, say: Notice): Promise<Outcome> {
  const folders = exportFolders(input)
  const {statement, edition, signer} = await makeStatement(
    input,
    () => ({kind: 'withdrawal', ...say}),
    async ({article}, workspace) => {
      const effect = await effectOn(folders, article, workspace)
      // In a script it goes on as it always did: nothing leaves before the next export.
      if (input.terminal.ask) await confirm(input, effect)
      else input.terminal.error(effect)
    },
  )
  const commands = exportCommands(input.home)
  return {
    exit: 0,
    text: `${signer.name} withdrew ${edition}: ${statement._id}. It takes effect with the next \`export\`${fromWhen(say)}: ${commands.map(oneLine).join('; ')}`,
    data: {
      statement: statement._id,
      edition,
      signer: signer.id,
      exports: commands,
      ...dataOf(say),
    },
  }
}

/** Say what leaves the repositories that this home wrote. */
async function effectOn(
  folders: readonly string[],
  article: string,
  workspace: Workspace,
): Promise<string> {
  if (folders.length === 0) return 'No export is known of: nothing leaves a repository.'
  const effects = folders.map((out) => effectOnOne(out, article, workspace))
  return (await Promise.all(effects)).join('\n\n')
}

async function effectOnOne(out: string, article: string, {trust}: Workspace): Promise<string> {
  try {
    const list = await readRepository(out, trust.trust)
    const found = list.articles.find(({entry}) => entry.article === article)
    if (found) return describeEffect(takeDownEffect(out, found))
    return `${oneLine(out)} does not have ${article}: nothing leaves it.`
  } catch (error) {
    // That it cannot be read must not hold up a withdrawal; the export says what is wrong with it.
    const reason = error instanceof Error ? error.message : String(error)
    return `What leaves ${oneLine(out)} cannot be told: ${oneLine(reason)}`
  }
}

function fromWhen({effective}: Notice): string {
  return effective === undefined ? '' : ` after ${effective}`
}

function dataOf({severity, update, effective}: Notice): object {
  return {severity, ...(update && {update}), ...(effective !== undefined && {effective})}
}
