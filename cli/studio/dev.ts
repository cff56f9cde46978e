import {makeStudioFolder} from './studio-folder.ts'
import {runSanity} from './run-sanity.ts'

/**
 * `npm run studio:dev`: the Studio for work on it, rebuilt as its sources change, on
 * http://localhost:3334. Lake and desk are those of the `npm start` that runs beside it, at
 * MARROW_LAKE_URL or http://localhost:3333.
 */
const child = runSanity(['dev'], makeStudioFolder('dev'), {stdio: 'inherit'})
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
