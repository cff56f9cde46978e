import {mkdir, writeFile} from 'node:fs/promises'
import {dirname, resolve} from 'node:path'

import {given} from '../arguments.ts'
import type {Command, CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import {makeEvidencePack, type EvidencePack} from '../export/make-evidence-pack.ts'
import {withHomeLock} from '../home/lock.ts'
import {counted} from '../terminal/counted.ts'
import {oneLine} from '../terminal/printable.ts'
import {openWorkspace} from '../workspace/workspace.ts'

export const evidencePack: Command = {
  name: 'evidence-pack',
  summary:
    'Collect what stands behind editions for a review file: one zip, a PDF cover per edition',
  usage: '<article>... [--out <file.zip>] [--repository <folder>] [--source <dataset|sanity>]',
  options: {
    out: {type: 'string'},
    repository: {type: 'string'},
    source: {type: 'string'},
    trust: {type: 'string'},
  },
  help: {
    out: 'zip to write (default evidence.zip)',
    repository: 'where the signed bundles lie (default out/)',
    source: 'where editions come from: a dataset export, or a lake (default: this home)',
    trust: 'another trust file than that of the home',
  },
  async run(input) {
    if (input.positionals.length === 0) {
      throw new CommandError('usage', 'Name the articles: by id or slug')
    }
    const out = resolve(given(input, 'out') ?? 'evidence.zip')
    const repository = resolve(given(input, 'repository') ?? 'out')
    const pack = await withHomeLock(input.home, () => packOnce(input, repository))
    await mkdir(dirname(out), {recursive: true})
    await writeFile(out, pack.zip)
    return {
      exit: 0,
      text: describe(pack, out, input),
      data: {out, sha256: pack.sha256, editions: pack.editions},
    }
  },
}

async function packOnce(input: CommandInput, repository: string): Promise<EvidencePack> {
  const workspace = await openWorkspace(input)
  try {
    return await makeEvidencePack(workspace, input.positionals, {
      home: input.home,
      now: input.now,
      repository,
    })
  } finally {
    await workspace.source.close()
  }
}

function describe({editions, sha256}: EvidencePack, out: string, input: CommandInput): string {
  const {style} = input.terminal
  return [
    ...editions.map(({bundle, claims, edition, statements, title}) => {
      const without = bundle ? '' : `, ${style.warn('no signed bundle of it in the repository')}`
      return `${style.good('packed')}  ${edition}  ${oneLine(title)}: ${counted(claims, 'claim')}, ${counted(statements, 'statement')}${without}`
    }),
    '',
    `Evidence pack: ${out}`,
    `SHA-256: ${sha256}`,
  ].join('\n')
}
