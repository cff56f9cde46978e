import {join, resolve} from 'node:path'

import {homeAt} from './home/paths.ts'
import {run, type Surroundings} from './run.ts'

/**
 * Do the main job: sample content in, signed bundles out, verified; then say where to look.
 *
 * @param argv `--once` ends after one run, as every run does until there is something to serve.
 * @returns The exit code of the first step that fails, or 0.
 */
export async function startMarrow(argv: readonly string[], around: Surroundings): Promise<number> {
  const {terminal} = around
  const unknown = argv.find((word) => word !== '--once')
  if (unknown !== undefined) {
    terminal.error(`Error: npm start takes --once alone, not ${JSON.stringify(unknown)}`)
    return 2
  }
  const out = resolve('out')
  for (const words of [['seed'], ['export', '--out', out], ['verify', out]]) {
    terminal.out(terminal.style.bold(`\n$ npm run marrow -- ${words.join(' ')}`))
    const exit = await run(words, around)
    if (exit !== 0) return exit
  }
  terminal.out(whereToLook(out, around))
  return 0
}

function whereToLook(out: string, {env, terminal: {style}}: Surroundings): string {
  const {dir, rootKey} = homeAt(env)
  return [
    '',
    style.bold('Done. Where to look:'),
    `  Articles:    ${join(out, 'latest', 'index.html')} (open it in a browser)`,
    `  Repository:  ${out} (signed index, bundles: what publishers pull)`,
    `  Local state: ${dir}`,
    '',
    'Check one bundle with openssl alone, without Marrow: the recipe is in docs/bundle.md,',
    `the publisher's public key in ${rootKey}`,
    'Next: `npm run marrow -- status`, and "Try to cheat it" in README.md.',
  ].join('\n')
}
