/** Answer of a custom validation rule: `true`, or what is wrong. */
type Answer = true | string

const languageTag =
  /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$/
const slug = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/

/** Accept a BCP 47 tag in its usual case, such as `en`, `pt-BR` or `zh-Hant-TW`. */
export function checkLanguage(value: unknown): Answer {
  if (value === undefined) return true
  if (typeof value === 'string' && languageTag.test(value)) return true
  return 'Must be a language tag such as `en` or `pt-BR`'
}

/** Accept a name that is safe in addresses and as a file name on every system. */
export function checkSlug(value: unknown): Answer {
  const current = isObject(value) ? value['current'] : value
  if (current === undefined) return value === undefined ? true : 'Must have a `current` value'
  if (typeof current !== 'string' || !slug.test(current) || current.length > 96) {
    return 'Must be 1 to 96 characters of a-z, 0-9 and single hyphens between them'
  }
  return deviceName.test(current) ? 'Must not be the name of a device on Windows' : true
}

/**
 * Accept a template of addresses of articles: https, http or relative, filled in with `{id}`, `{slug}`
 * or `{language}`, and another one for each article.
 */
export function checkArticleUrl(value: unknown): Answer {
  if (value === undefined) return true
  if (typeof value !== 'string' || value.trim() === '') return 'Must be an address'
  // Browsers drop these, which is how `java\nscript:` hides.
  if (/[\s\p{Cc}]/u.test(value)) return 'Must have no spaces and line breaks'
  const names = [...value.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? '')
  const other = names.find((name) => !['id', 'slug', 'language'].includes(name))
  if (other !== undefined) return `Has {${other}}; it may have {id}, {slug} and {language}`
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(value.replaceAll(/[{}]/g, ''))?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return `Leads to ${scheme}:, and must start with https:// or be relative`
  }
  if (names.includes('id') || names.includes('slug')) return true
  return 'Is the same for every article: put {slug} or {id} where they differ'
}

/** Refuse a section that is written twice: as blocks and as Markdown. */
export function checkOneBody(value: unknown): Answer {
  if (!isObject(value)) return true
  const both = value['markdown'] !== undefined && value['body'] !== undefined
  return both ? 'Must have `body` or `markdown`, not both' : true
}

/** Accept a name with a family name, or one kept whole in `literal`. */
export function checkCslName(value: unknown): Answer {
  if (!isObject(value)) return true
  const isPersonal = value['family'] !== undefined || value['given'] !== undefined
  if (value['literal'] !== undefined) {
    return isPersonal ? 'Must have `literal` or the parts of a name, not both' : true
  }
  return value['family'] === undefined ? 'Must have `family` or `literal`' : true
}

/** Refuse a day without a month, and a day that its month does not have. */
export function checkCslDate(value: unknown): Answer {
  if (!isObject(value)) return true
  const {year, month, day} = value
  if (day === undefined) return true
  if (month === undefined) return 'Must have a `month` when it has a `day`'
  const text = [String(year).padStart(4, '0'), pad(month), pad(day)].join('-')
  return isCalendarDay(text) ? true : 'Must be a day that exists'
}

/** Warn of a portrait without words for those who cannot see it. */
export function checkPhotoAlt(value: unknown): Answer {
  if (!isObject(value) || value['photo'] === undefined) return true
  return value['photoAlt'] ? true : 'The photo has no alternative text'
}

/** True for a day that exists, as `YYYY-MM-DD`. */
export function isCalendarDay(text: string): boolean {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text)
  if (!parts) return false
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])]
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  return days !== undefined && day >= 1 && day <= days
}

function pad(value: unknown): string {
  return String(value).padStart(2, '0')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
