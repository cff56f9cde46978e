import {join} from 'node:path'

import {
  assemble,
  draftStatement,
  RENDERER_VERSION,
  seal,
  signStatement,
  statementDocument,
  textDigest,
  type EditionDocument,
  type EditionPayload,
  type RawDocument,
  type StatementDocument,
  type Trust,
} from '#pipeline'

import type {CommandInput} from '../../cli/command.ts'
import type {OpenKey} from '../../cli/home/key-file.ts'
import {homeAt, type Home} from '../../cli/home/paths.ts'
import {openKey, readTrustFile} from '../../cli/home/trust-file.ts'
import {seedHome} from '../../cli/seed/seed-home.ts'
import {styleWith} from '../../cli/terminal/terminal.ts'
import {assetIn, documentsIn, storeAs} from '../cli/store-of.ts'

/** The full sample article: what the copies are made of. */
const model = 'article-bone-marrow-edema-knee'
const now = '2026-01-15T12:00:00.000Z'

/**
 * Fill a home with copies of the full sample article, each sealed and signed off by two people.
 *
 * @param dir An empty folder.
 */
export async function generateHome(dir: string, count: number): Promise<Home> {
  const home = homeAt({MARROW_HOME: dir})
  const input: CommandInput = {
    positionals: [],
    values: {},
    home,
    env: {},
    now,
    terminal: {out: () => {}, error: () => {}, progress: () => {}, style: styleWith(false)},
  }
  await seedHome(input)
  const {trust} = await readTrustFile(home)
  const keys = await Promise.all(
    ['riley-sample', 'avery-sample'].map((name) =>
      openKey(home, join(home.keys, `${name}.json`), {}),
    ),
  )
  const documents = documentsIn(dir)
  const made: RawDocument[] = []
  for (let index = 0; index < count; index += 1) {
    const article = copyOf(documents, index)
    const edition = await sealCopy(
      home,
      new Map([...documents, [article._id, article]]),
      article._id,
    )
    made.push(article, edition.document)
    for (const key of keys) made.push(await signOff(edition, key, trust))
  }
  storeAs(dir, 'bench', made)
  return home
}

function copyOf(documents: ReadonlyMap<string, RawDocument>, index: number): RawDocument {
  const original = documents.get(model) ?? documents.get(`drafts.${model}`)
  if (!original) throw new Error(`The sample content has no ${model}`)
  return {
    ...original,
    _id: `article-copy-${index}`,
    title: `${String(original['title'])} ${index}`,
    slug: {_type: 'slug', current: `copy-${index}`},
  }
}

function sealCopy(
  home: Home,
  documents: ReadonlyMap<string, RawDocument>,
  id: string,
): Promise<{document: EditionDocument; payload: EditionPayload}> {
  return seal({
    content: assemble(id, documents),
    number: 1,
    assets: async (asset) => assetIn(home.dir, asset),
    contributors: ['bench'],
    changeNote: '',
    sealedAt: now,
  })
}

async function signOff(
  {document, payload}: {document: EditionDocument; payload: EditionPayload},
  key: OpenKey,
  trust: Trust,
): Promise<StatementDocument> {
  const signer = trust.signers.find(({keys}) => keys.some(({keyid}) => keyid === key.keyid))
  const [role] = signer?.roles ?? []
  if (!role) throw new Error(`No signer has the key ${key.keyid}`)
  const {id, article, number, language} = payload
  const draft = await draftStatement(
    {
      kind: 'sign-off',
      edition: {id, digest: document.digest, article, number, language},
      keyid: key.keyid,
      role,
      at: now,
      zone: 'UTC',
      text: {digest: await textDigest(payload), renderer: RENDERER_VERSION},
    },
    trust,
  )
  return statementDocument(await signStatement(draft, key.sign), draft.statement)
}
