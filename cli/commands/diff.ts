import {
  assemble,
  compareContents,
  parseEditionId,
  readEdition,
  summarise,
  type Comparable,
  type EditionPayload,
} from '#pipeline'

import type {Command, CommandInput, Outcome} from '../command.ts'
import {admitWorkspace} from '../export/admit-workspace.ts'
import {CommandError} from '../fault.ts'
import {withHomeLock} from '../home/lock.ts'
import {redlineText} from '../redline-text.ts'
import {findArticle, findEdition} from '../workspace/find.ts'
import {openWorkspace, type Workspace} from '../workspace/workspace.ts'

/** A version with how to call it. */
interface Version {
  name: string
  content: Comparable
}

export const diff: Command = {
  name: 'diff',
  summary: 'Show what changed, word by word: a draft against what is approved, or two editions',
  usage: '<article|edition> [<edition>] [--source <dataset|sanity>] [--trust <file>]',
  options: {source: {type: 'string'}, trust: {type: 'string'}},
  help: {source: 'another dataset than that of this home', trust: 'another trust file'},
  async run(input) {
    const workspace = await withHomeLock(input.home, () => openWorkspace(input))
    try {
      return await compared(input, workspace)
    } finally {
      await workspace.source.close()
    }
  },
}

async function compared(input: CommandInput, workspace: Workspace): Promise<Outcome> {
  const {base, head} = await versionsOf(input, workspace)
  const redline = compareContents(base?.content ?? null, head.content)
  const {style} = input.terminal
  const title = `${base?.name ?? 'nothing'} -> ${head.name}`
  const text = `${title}\n\n${redlineText(redline, style)}`
  return {
    exit: 0,
    text,
    data: {
      base: base?.name ?? null,
      head: head.name,
      summary: summarise(redline),
      redline,
    },
  }
}

/** Of two editions the lower is the base, in whatever order they were given. */
async function versionsOf(
  {now, positionals}: CommandInput,
  workspace: Workspace,
): Promise<{base: Version | null; head: Version}> {
  const [first, second, ...more] = positionals
  if (first === undefined || more.length > 0) {
    throw new CommandError('usage', 'Give an article, an edition, or two editions: see --help')
  }
  const one = await versionOf(first, workspace)
  if (second === undefined) return {base: await baseOf(one, workspace, now), head: one}

  const other = await versionOf(second, workspace)
  if (articleOf(one) !== articleOf(other)) {
    throw new CommandError(
      'usage',
      `${one.name} and ${other.name} are not of one article: give two versions of one`,
    )
  }
  const isLater = numberOf(one) >= numberOf(other)
  return isLater ? {base: other, head: one} : {base: one, head: other}
}

async function versionOf(given: string, workspace: Workspace): Promise<Version> {
  const isEdition = parseEditionId(given) !== null || isDigestOfOne(given, workspace)
  if (!isEdition) {
    const id = findArticle(workspace.documents, given)
    return {name: `draft of ${id}`, content: assemble(id, workspace.documents)}
  }
  const {payload} = await findEdition(workspace, given)
  return {name: payload.id, content: payload}
}

function isDigestOfOne(given: string, {editions}: Workspace): boolean {
  return (
    /^[0-9a-f]{8,64}$/.test(given) &&
    editions.some(({digest}) => typeof digest === 'string' && digest.startsWith(given))
  )
}

/** What is approved; where that is not before the version, the edition before it. */
async function baseOf(
  version: Version,
  workspace: Workspace,
  now: string,
): Promise<Version | null> {
  const {approved} = await admitWorkspace(workspace, now)
  const live = approved.find(({payload}) => payload.article === articleOf(version))?.payload
  if (live && live.number < numberOf(version)) return {name: live.id, content: live}
  const before = await editionBefore(version, workspace)
  return before && {name: `${before.id} (not approved now)`, content: before}
}

async function editionBefore(
  version: Version,
  {editions}: Workspace,
): Promise<EditionPayload | null> {
  const [newest] = editions
    .flatMap((document) => {
      const id = parseEditionId(document._id)
      const isBefore = id?.article === articleOf(version) && id.number < numberOf(version)
      return isBefore ? [{document, number: id.number}] : []
    })
    .toSorted((left, right) => right.number - left.number)
  return newest ? readEdition(newest.document) : null
}

function articleOf({content}: Version): string {
  return 'content' in content ? content.article : content.root
}

/** A draft is after every edition. */
function numberOf({content}: Version): number {
  return 'content' in content ? content.number : Number.POSITIVE_INFINITY
}
