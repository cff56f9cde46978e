import {readFileSync} from 'node:fs'
import {join} from 'node:path'

import {expect, it, vi} from 'vitest'

import {homeAt} from '../../../cli/home/paths.ts'
import {eraseAgain} from '../../../cli/lake/erase-documents.ts'
import {restoreBackup} from '../../../cli/lake/restore-backup.ts'
import {marrow, now, sampleHome, temporaryFolder} from '../harness.ts'

vi.mock('../../../cli/lake/erase-documents.ts', {spy: true})

it('what was erased is erased from a backup before that is put in its place', async () => {
  const home = await sampleHome()
  const backup = join(temporaryFolder(), 'backup.tar')
  await marrow(home, ['backup', backup])
  const draft = 'article-bone-bruise-knee'
  await marrow(home, ['erase', draft, '--as', 'robin', '--reference', 'case 7', '--yes'])
  const store = join(home, 'lake/lake.sqlite')
  const erased = readFileSync(store)

  vi.mocked(eraseAgain).mockRejectedValueOnce(new Error('killed'))
  await expect(restoreBackup(homeAt({MARROW_HOME: home}), backup, now)).rejects.toThrow('killed')
  expect(readFileSync(store).equals(erased)).toBe(true)

  const restored = await restoreBackup(homeAt({MARROW_HOME: home}), backup, now)
  expect(restored.erased).toEqual([draft])
})
