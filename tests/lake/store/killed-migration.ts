import {DatabaseSync} from 'node:sqlite'

import {migrate, migrations} from '../../../lake/store/migrations/migrate.ts'

// Migrates the store at argv[2] by two more steps, and is killed in the middle of step argv[3].
const [path = '', killedAt] = process.argv.slice(2)
const database = new DatabaseSync(path)
const step = (number: number) => ({
  version: migrations.length + number,
  up(connection: DatabaseSync) {
    connection.exec(`CREATE TABLE ${number === 1 ? 'one' : 'two'} (x)`)
    if (String(number) === killedAt) process.kill(process.pid, 'SIGKILL')
  },
})
migrate(database, path, [...migrations, step(1), step(2)])
