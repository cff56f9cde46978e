type Labels = Readonly<Record<string, string>>

/** Upper bounds of the duration buckets, in seconds. */
const bounds = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Most label sets of one metric: a client must not fill the memory with new ones. */
const mostSeries = 1000

interface Duration {
  count: number
  sum: number
  buckets: number[]
}

/**
 * Counters, gauges and durations, in the text format of Prometheus.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export class Metrics {
  readonly #counters = new Map<string, Map<string, number>>()
  readonly #durations = new Map<string, Map<string, Duration>>()
  readonly #gauges = new Map<string, () => number>()
  readonly #help = new Map<string, string>()

  /** Say what a metric counts. */
  describe(name: string, help: string): void {
    this.#help.set(name, help)
  }

  count(name: string, labels: Labels = {}, by = 1): void {
    const series = seriesOf(this.#counters, name)
    const key = keyOf(labels)
    if (series.has(key) || series.size < mostSeries) series.set(key, (series.get(key) ?? 0) + by)
  }

  /** Value of a counter: for tests and for the log at shutdown. */
  value(name: string, labels: Labels = {}): number {
    return this.#counters.get(name)?.get(keyOf(labels)) ?? 0
  }

  observe(name: string, seconds: number, labels: Labels = {}): void {
    const series = seriesOf(this.#durations, name)
    const key = keyOf(labels)
    let duration = series.get(key)
    if (!duration) {
      if (series.size >= mostSeries) return
      series.set(key, (duration = {count: 0, sum: 0, buckets: bounds.map(() => 0)}))
    }
    duration.count++
    duration.sum += seconds
    bounds.forEach((bound, index) => {
      if (seconds <= bound) duration.buckets[index]!++
    })
  }

  /** Ask for a value whenever the metrics are read. */
  gauge(name: string, read: () => number): void {
    this.#gauges.set(name, read)
  }

  toText(): string {
    const lines: string[] = []
    for (const [name, series] of this.#counters) {
      lines.push(...this.#header(name, 'counter'))
      for (const [labels, value] of series) lines.push(`${name}${braces(labels)} ${value}`)
    }
    for (const [name, read] of this.#gauges) {
      lines.push(...this.#header(name, 'gauge'), `${name} ${read()}`)
    }
    for (const [name, series] of this.#durations) {
      lines.push(...this.#header(name, 'histogram'))
      for (const [labels, duration] of series) lines.push(...toLines(name, labels, duration))
    }
    return `${lines.join('\n')}\n`
  }

  #header(name: string, type: string): string[] {
    const help = this.#help.get(name)
    return [...(help === undefined ? [] : [`# HELP ${name} ${help}`]), `# TYPE ${name} ${type}`]
  }
}

function toLines(name: string, labels: string, {count, sum, buckets}: Duration): string[] {
  const bucket = (bound: string, value: number): string =>
    `${name}_bucket${braces([labels, `le="${bound}"`].filter(Boolean).join(','))} ${value}`
  return [
    ...bounds.map((bound, index) => bucket(String(bound), buckets[index]!)),
    bucket('+Inf', count),
    `${name}_sum${braces(labels)} ${sum}`,
    `${name}_count${braces(labels)} ${count}`,
  ]
}

function seriesOf<T>(metrics: Map<string, Map<string, T>>, name: string): Map<string, T> {
  let series = metrics.get(name)
  if (!series) metrics.set(name, (series = new Map()))
  return series
}

function keyOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/[\\"\n]/g, '\\$&')}"`)
    .join(',')
}

function braces(labels: string): string {
  return labels === '' ? '' : `{${labels}}`
}
