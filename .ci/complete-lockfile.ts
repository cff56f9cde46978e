import {readFileSync, writeFileSync} from 'node:fs'

/*
 * Name in package-lock.json the optional packages of other platforms that the registry at hand
 * does not carry: `npm install` leaves them out, and then `npm ci` refuses the lockfile. They are
 * never fetched here, since their platform does not fit. Run it after `npm install`:
 * `npm run lock:complete`.
 */

interface Entry {
  version?: string
  optionalDependencies?: Record<string, string>
  [member: string]: unknown
}

const path = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(readFileSync(path, 'utf8')) as {packages: Record<string, Entry>}
const {'': root, ...packages} = lock.packages
let added = 0
for (const [place, {optionalDependencies = {}, dev}] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = [`node_modules/${name}`, `${place}/node_modules/${name}`].some((candidate) =>
      Object.hasOwn(packages, candidate),
    )
    if (isThere || !/^\d/.test(version)) continue
    packages[`node_modules/${name}`] = entryFor(name, version, dev === true)
    added += 1
  }
}
const sorted = Object.fromEntries(
  Object.entries(packages).toSorted(([left], [right]) => (left < right ? -1 : 1)),
)
writeFileSync(path, `${JSON.stringify({...lock, packages: {'': root, ...sorted}}, null, 2)}\n`)
console.log(`${added} packages of other platforms named`)

/** `@oxfmt/binding-linux-arm64-musl`: the platform is in the name. */
function entryFor(name: string, version: string, isDev: boolean): Entry {
  const [os = '', cpu = '', abi] = (name.split('/').at(-1) ?? '').replace('binding-', '').split('-')
  const libc = os === 'linux' && abi ? {libc: [abi === 'gnu' ? 'glibc' : abi]} : {}
  return {version, cpu: [cpu], ...(isDev ? {dev: true} : {}), ...libc, optional: true, os: [os]}
}
