import {parseStrictJson} from '#schemas'

/** Most times as long as `JSON.parse` that the strict parser may take. */
const limit = 10

/**
 * Time the strict JSON parser against `JSON.parse` on a dataset of 400 articles.
 *
 * @throws When it takes more than ten times as long.
 */
export function measureParsing(): void {
  const line = JSON.stringify({
    _id: 'article-1',
    title: 'Bone marrow edema',
    body: Array.from({length: 50}, (_, index) => ({
      _key: `b${index}`,
      _type: 'block',
      children: [{_key: 's', text: 'Fluid gathers in "spongy" bone. '.repeat(8), marks: []}],
    })),
  })
  const text = `[${Array.from({length: 400}, () => line).join(',')}]`
  const plainMs = fastest(JSON.parse, text)
  const strictMs = fastest(parseStrictJson, text)
  const mebibytes = text.length / 1024 ** 2
  console.log(
    `strict JSON        ${((mebibytes / strictMs) * 1000).toFixed(1).padStart(8)} MiB/s, ${(strictMs / plainMs).toFixed(1)} times as long as JSON.parse`,
  )
  if (strictMs > limit * plainMs) {
    throw new Error(`The strict parser takes more than ${limit} times as long as JSON.parse`)
  }
}

function fastest(parse: (text: string) => unknown, text: string): number {
  const runs = Array.from({length: 4}, () => {
    const started = performance.now()
    parse(text)
    return performance.now() - started
  })
  return Math.min(...runs)
}
