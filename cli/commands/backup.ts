import {resolve} from 'node:path'

import {onePositional} from '../arguments.ts'
import type {Command, CommandInput, Outcome} from '../command.ts'
import {withHomeLock} from '../home/lock.ts'
import {writeBackup} from '../lake/backup.ts'
import {restoreBackup} from '../lake/restore-backup.ts'
import {withStore} from '../lake/with-store.ts'

export const backup: Command = {
  name: 'backup',
  summary: 'Copy the lake with its assets into one file, also while it runs, or put a copy back',
  usage: '<file.tar> [--restore]',
  options: {restore: {type: 'boolean'}},
  help: {restore: 'put the backup in the place of the lake, which must be stopped'},
  async run(input) {
    const path = resolve(onePositional(input, 'file'))
    return input.values['restore'] ? restoreFrom(input, path) : copyTo(input, path)
  },
}

async function copyTo({home, now}: CommandInput, path: string): Promise<Outcome> {
  const {files} = await withStore(home, (store) => writeBackup(home, store, path, now))
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return {
    exit: 0,
    text: `${path} holds the lake with ${files.length} files, ${bytes} bytes. Keys are not in it.`,
    data: {path, files: files.length, bytes},
  }
}

async function restoreFrom({home, now}: CommandInput, path: string): Promise<Outcome> {
  const restored = await withHomeLock(home, () => restoreBackup(home, path, now))
  const before = restored.before ? ` The store of before is at ${restored.before}.` : ''
  const again = restored.erased.length > 0 ? ` Erased again: ${restored.erased.join(', ')}.` : ''
  return {
    exit: 0,
    text: `The lake is as it was at ${restored.at}.${before}${again}`,
    data: restored,
  }
}
