import type {Command} from '../command.ts'
import {audit} from './audit.ts'
import {backup} from './backup.ts'
import {diff} from './diff.ts'
import {erase} from './erase.ts'
import {evidencePack} from './evidence-pack.ts'
import {exportCommand} from './export.ts'
import {importCommand} from './import.ts'
import {lake} from './lake.ts'
import {correct, restore, withdraw} from './notices.ts'
import {pull} from './pull.ts'
import {refresh} from './refresh.ts'
import {requestChanges} from './request-changes.ts'
import {seed} from './seed.ts'
import {serve} from './serve.ts'
import {show} from './show.ts'
import {sign} from './sign.ts'
import {status} from './status.ts'
import {submit} from './submit.ts'
import {tokens} from './tokens.ts'
import {trust} from './trust.ts'
import {users} from './users.ts'
import {verify} from './verify.ts'
import {webhooks} from './webhooks.ts'

/** Every command, in the order of the work. */
export const commands: readonly Command[] = [
  seed,
  importCommand,
  status,
  submit,
  show,
  diff,
  sign,
  requestChanges,
  withdraw,
  restore,
  correct,
  trust,
  exportCommand,
  refresh,
  verify,
  pull,
  evidencePack,
  audit,
  serve,
  webhooks,
  lake,
  users,
  tokens,
  backup,
  erase,
]
