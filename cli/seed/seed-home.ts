import {existsSync} from 'node:fs'

import type {Store} from '#lake'
import type {RawDocument} from '#pipeline'

import type {CommandInput} from '../command.ts'
import {CommandError} from '../fault.ts'
import type {Home} from '../home/paths.ts'
import {storeAsset} from '../home/store-asset.ts'
import {openKey, readTrustFile} from '../home/trust-file.ts'
import {lakeDataset} from '../lake/lake-home.ts'
import {loadDocuments} from '../lake/load-documents.ts'
import {defaultPublicUrl, openLake} from '../lake/open-lake.ts'
import {inProcess} from '../lake/reach-lake.ts'
import {lakeSource, type RecordingSource} from '../sources/embedded-lake.ts'
import {createTrust, defaultPolicy} from '../trust/init.ts'
import {findEdition} from '../workspace/find.ts'
import {signEdition, type Saying} from '../workspace/sign-edition.ts'
import {submitEdition} from '../workspace/submit-edition.ts'
import {readWorkspace} from '../workspace/workspace.ts'
import {loadSampleContent, type SampleContent} from './load-content.ts'
import type {PlannedArticle, PlannedEdition, SamplePlan} from './plan.ts'
import {beginSeed, endSeed, putUnfinishedAside} from './unfinished-seed.ts'
import {createSamplePassphrase, createSampleSigners, sampleKeyPath} from './sample-keys.ts'

/** Lake identity under which the sample documents that nobody wrote are stored. */
const seeder = 'sample-seed'

/** What was seeded. */
export interface Seeded {
  articles: Array<{id: string; outcome: PlannedArticle['outcome']}>
  documents: number
}

/**
 * Fill an empty home with sample content, sample keys and sample signatures.
 *
 * The only code that signs by itself. Hold the home's lock. One that was killed is begun anew; what it
 * left is put aside.
 *
 * @returns Null when the home has the sample content already.
 * @throws `trust` when the home has a trust file of its own: samples never mix with real content.
 */
export async function seedHome(input: CommandInput): Promise<Seeded | null> {
  const {home, now} = input
  await putUnfinishedAside(home)
  if (existsSync(home.trust)) {
    if ((await readTrustFile(home)).trust.sample) return null
    throw new CommandError(
      'trust',
      `${home.dir} belongs to a publisher: sample content goes into a home of its own (MARROW_HOME)`,
    )
  }
  if (existsSync(home.dataset)) throw notEmpty(home)
  const opened = await openLake(home, {clock: () => now, isLedgerOwn: true})
  const source = lakeSource(home, inProcess(opened))
  try {
    const content = await loadSampleContent()
    if (opened.store.read(lakeDataset, (view) => view.count()) > 0) throw notEmpty(home)
    beginSeed(home)
    storeSample(home, opened.store, content, now)
    await createSampleTrust(home, content, now)
    await sealAndSignAll({input, source, plan: content.plan})
    endSeed(home)
    return {
      articles: content.plan.articles.map(({id, outcome}) => ({id, outcome})),
      documents: content.documents.length,
    }
  } finally {
    await source.close()
  }
}

/** What the sealing and signing of sample content works with. */
interface Seeding {
  input: CommandInput
  source: RecordingSource
  plan: SamplePlan
}

async function sealAndSignAll(seeding: Seeding): Promise<void> {
  const {plan} = seeding
  await sealAndSign(seeding, plan.site)
  for (const planned of plan.articles) {
    if (planned.outcome === 'draft') continue
    await sealAndSign(seeding, planned)
    if (planned.outcome !== 'withdrawn') continue
    const {signedBy, ...words} = planned.withdrawal
    await say(seeding, planned.id, signedBy, {kind: 'withdrawal', ...words})
  }
  // The ledger hears of the last signatures too.
  await readWorkspace(seeding.input, seeding.source)
}

function notEmpty({dir}: Home): CommandError {
  return new CommandError('data', `${dir} has content already: seed an empty home (MARROW_HOME)`)
}

/** Store each document under who wrote it. */
function storeSample(
  home: Home,
  store: Store,
  {documents, assets, plan}: SampleContent,
  now: string,
): void {
  for (const [id, bytes] of assets) storeAsset(home, id, bytes)
  const writers = new Map([plan.site, ...plan.articles].map(({id, writtenBy}) => [id, writtenBy]))
  const changes = documents.map(({_id}) => ({
    document: _id,
    author: identityOf(plan, writers.get(_id.replace(/^drafts\./, ''))?.[0]),
    at: now,
  }))
  const byId = new Map(documents.map((document) => [document._id, document]))
  store.write(lakeDataset, (tx) => {
    loadDocuments(tx, byId, changes, defaultPublicUrl)
  })
}

async function createSampleTrust(home: Home, content: SampleContent, now: string): Promise<void> {
  const passphrase = createSamplePassphrase(home)
  const people = new Map<string, RawDocument>(
    content.documents.map((document) => [document._id, document]),
  )
  const signers = await createSampleSigners(home, content.plan.signers, people, {passphrase, now})
  await createTrust(home, {
    publisher: {name: 'Marrow Sample Health'},
    policy: defaultPolicy,
    signers,
    sample: true,
    passphrase,
    now,
  })
}

async function sealAndSign(
  seeding: Seeding,
  {id, changeNote, writtenBy, signedBy}: PlannedEdition,
): Promise<void> {
  const {input, source, plan} = seeding
  const contributors = writtenBy.map((person) => identityOf(plan, person))
  await submitEdition(await readWorkspace(input, source), {
    article: id,
    submitter: contributors[0] ?? seeder,
    contributors,
    changeNote,
    now: input.now,
  })
  for (const person of signedBy) await say(seeding, id, person, {kind: 'sign-off'})
}

async function say(
  {input, source}: Seeding,
  article: string,
  person: string,
  words: Pick<Saying, 'kind' | 'reason' | 'notice' | 'severity'>,
): Promise<void> {
  const {home, env, now} = input
  const workspace = await readWorkspace(input, source)
  const {trust} = workspace.trust
  const key = await openKey(home, sampleKeyPath(home, person), env)
  const signer = trust.signers.find(({keys}) => keys.some(({keyid}) => keyid === key.keyid))
  const [role] = signer?.roles ?? []
  if (!role) throw new CommandError('trust', `The sample trust file has no signer for ${person}`)
  const edition = await findEdition(workspace, article)
  await signEdition(workspace.records, trust, edition, key, {...words, role, at: now, zone: 'UTC'})
}

function identityOf(plan: SamplePlan, person: string | undefined): string {
  if (person === undefined) return seeder
  const signer = plan.signers.find((candidate) => candidate.person === person)
  // As `start` calls them, who logs in: sample-logins.ts.
  return signer?.identity ?? person.replace(/^person-(.+)-sample$/, 'sample-$1')
}
