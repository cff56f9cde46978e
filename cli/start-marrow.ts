import {join, resolve} from 'node:path'
import {parseArgs} from 'node:util'

import {homeAt} from './home/paths.ts'
import {run, type Surroundings} from './run.ts'

/**
 * Bring the whole system up: sample content in, signed bundles out, verified; then lake and Studio.
 *
 * @param argv `--once` ends after the export; `--port N` says where to serve.
 * @returns The exit code of the first step that fails, or 0.
 */
export async function startMarrow(argv: readonly string[], around: Surroundings): Promise<number> {
  const {terminal} = around
  const options = readOptions(argv)
  if (!options) {
    terminal.error(
      `Error: npm start takes --once and --port NUMBER, not ${JSON.stringify(argv.join(' '))}`,
    )
    return 2
  }
  const out = resolve('out')
  for (const words of [['seed'], ['export', '--out', out], ['verify', out]]) {
    terminal.out(terminal.style.bold(`\n$ npm run marrow -- ${words.join(' ')}`))
    const exit = await run(words, around)
    if (exit !== 0) return exit
  }
  terminal.out(whereToLook(out, around))
  if (options.once) return 0
  const words = ['serve', '--out', out, ...(options.port ? ['--port', options.port] : [])]
  terminal.out(terminal.style.bold(`\n$ npm run marrow -- ${words.join(' ')}`))
  return run(words, around)
}

function readOptions(argv: readonly string[]): {once?: boolean; port?: string} | null {
  try {
    const {values} = parseArgs({
      args: [...argv],
      options: {once: {type: 'boolean'}, port: {type: 'string'}},
      strict: true,
    })
    return values
  } catch {
    return null
  }
}

function whereToLook(out: string, {env, terminal: {style}}: Surroundings): string {
  const {dir, rootKey} = homeAt(env)
  return [
    '',
    style.bold('The sample is exported and verified. Where to look:'),
    `  Articles:    ${join(out, 'latest', 'index.html')} (open it in a browser)`,
    `  Repository:  ${out} (signed index, bundles: what publishers pull)`,
    `  Local state: ${dir}`,
    '',
    'Check one bundle with openssl alone, without Marrow: the recipe is in docs/bundle.md,',
    `the publisher's public key in ${rootKey}`,
    'Next: `npm run marrow -- status`, and "Try to cheat it" in README.md.',
  ].join('\n')
}
