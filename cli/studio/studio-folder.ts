import {cpSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'

/** The repository's folder. */
export const root = join(import.meta.dirname, '../..')

/** What Sanity's CLI finds in the folder that it works in. */
const files: Record<string, string> = {
  'sanity.config.ts': `export {default} from '../../sanity.config.tsx'\n`,
  'sanity.cli.ts': `export {default} from '../../sanity.cli.ts'\n`,
  '_document.js': `export {Document as default} from '../../lake/document.ts'\n`,
}

/**
 * Make a folder for Sanity's CLI to work in, which leads to the Studio's own.
 *
 * The CLI wants a `package.json` beside the configuration, where one would hide the repository's
 * own with its `#` imports; and it writes there.
 *
 * @param name
 *   Of a folder in `studio/.work`.
 */
export function makeStudioFolder(name: string): string {
  const folder = join(root, 'studio/.work', name)
  mkdirSync(folder, {recursive: true})
  cpSync(join(root, 'studio/static'), join(folder, 'static'), {recursive: true})
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text)
  writeFileSync(join(folder, 'package.json'), packageJson())
  return folder
}

function packageJson(): string {
  const dependencies = {sanity: '*', react: '*', 'react-dom': '*', 'styled-components': '*'}
  return `${JSON.stringify({name: 'marrow-studio', private: true, type: 'module', dependencies})}\n`
}
