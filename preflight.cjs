/* Runs on any Node: says what is missing before newer syntax would fail. */
var version = process.versions.node.split('.').map(Number)
var isNewEnough = version[0] > 22 || (version[0] === 22 && version[1] >= 18)
if (!isNewEnough) {
  console.error(
    'Marrow needs Node 22.18 or newer and found ' +
      process.versions.node +
      '. Node 24 comes with `npm ci`, but its install script did not run: ' +
      'run `npm rebuild node` (or `npm ci --ignore-scripts=false`), or install Node 24.',
  )
  process.exit(1)
}
