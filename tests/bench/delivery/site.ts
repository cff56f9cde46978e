import {spawn} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {once} from 'node:events'
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'

import {licencesText} from '../../../exports/delivery/server/licence.ts'
import {issueToken, tokensText} from '../../../exports/delivery/server/token-file.ts'
import {FixtureRepository} from '../../exports/delivery/server/repository-fixture.ts'
import type {Served} from './nginx.ts'

/** A repository, and the home of the server that gives it to one publisher. */
export interface Site {
  home: string
  root: string
  /** Of the publisher, as a header. */
  authorization: string
  /** Addresses: a bundle of 100 kB, one of 20 MB, the head. */
  bundle: string
  large: string
  head: string
  remove(): void
}

/** Make what is served. */
export async function makeSite(folder: string): Promise<Site> {
  const repository = new FixtureRepository()
  const home = join(folder, 'home')
  mkdirSync(join(home, 'delivery'), {recursive: true, mode: 0o700})
  const add = (id: string, bytes: number) =>
    repository.addBundle({id, files: {'article.txt': randomBytes(bytes / 2).toString('hex')}})
  const [entry, large] = [await add('article-knee', 100_000), await add('article-large', 2e7)]
  await repository.publish('all', [
    {type: 'published', entry},
    {type: 'published', entry: large},
  ])
  const {token, tokens} = issueToken(
    [],
    {publisher: 'press'},
    {now: new Date().toISOString(), random: randomBytes},
  )
  const terms = {collections: [], languages: [], formats: [], embargoHours: 0}
  writeFileSync(join(home, 'delivery', 'tokens.json'), tokensText(tokens))
  writeFileSync(
    join(home, 'delivery', 'publishers.json'),
    licencesText([{id: 'press', name: 'Press', audience: 'all', ...terms}]),
  )
  // nginx's worker is another user.
  chmodSync(repository.dir, 0o755)
  return {
    home,
    root: repository.dir,
    authorization: `Authorization: Bearer ${token}`,
    bundle: `/bundles/${entry.bundle}.zip`,
    large: `/bundles/${large.bundle}.zip`,
    head: '/audiences/all/head.dsse.json',
    remove: () => repository.remove(),
  }
}

/** Our own server. */
export interface ServedMarrow extends Served {
  /** What it holds in memory once what nobody holds is collected, in MB. */
  heldMb(): Promise<number>
}

/** Serve a site by our own server, in a process of its own. */
export async function startMarrow({home, root}: Site): Promise<ServedMarrow> {
  const program = fileURLToPath(new URL('./server.ts', import.meta.url))
  const child = spawn(process.execPath, ['--expose-gc', program, root], {
    env: {...process.env, MARROW_HOME: home},
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = async (): Promise<string> => {
    const [data] = (await once(child.stdout, 'data')) as [Buffer]
    return data.toString().trim()
  }
  return {
    url: await said(),
    pid: child.pid!,
    stop: () => child.kill(),
    heldMb() {
      child.kill('SIGUSR2')
      return said().then((bytes) => Number(bytes) / 1e6)
    },
  }
}

/** Memory of a process that is its own, in MB. */
export function residentMb({pid}: Served): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round((Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024) / 1e6)
}
