import {fileURLToPath} from 'node:url'

import {rolldown} from 'rolldown'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Bundle a program of ours into one text that imports nothing but `node:`.
 *
 * @param input
 *   Its file.
 * @returns
 *   The code, and the folders of the packages that are in it.
 */
export async function bundleProgram(input: string): Promise<{code: string; packages: string[]}> {
  const build = await rolldown({
    input,
    cwd: root,
    platform: 'node',
    transform: {target: 'node20'},
    // No module of ours, and none that is left in, does anything when it is imported.
    treeshake: {moduleSideEffects: (id) => id === input},
    external: /^node:/,
    // Its build for Node asks for worker threads, which nothing here uses.
    resolve: {alias: {fflate: 'fflate/browser'}},
  })
  const {output} = await build.generate({format: 'esm', minify: true, codeSplitting: false})
  await build.close()
  const [chunk, ...more] = output
  if (more.length > 0) throw new Error(`${input} must be one file`)
  const used = Object.entries(chunk.modules).filter(([, {renderedLength}]) => renderedLength > 0)
  const packages = used.flatMap(([id]) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? [])
  return {code: chunk.code, packages: [...new Set(packages)].toSorted()}
}
