/** Why a URL template is refused. */
export type ArticleUrlErrorCode = 'placeholder-unknown' | 'address-unsafe'

/** Refusal of a URL template for links to other articles. */
export class ArticleUrlError extends Error {
  readonly code: ArticleUrlErrorCode
  readonly template: string

  constructor(code: ArticleUrlErrorCode, template: string, message: string) {
    super(message)
    this.name = 'ArticleUrlError'
    this.code = code
    this.template = template
  }
}

/** What a template may name of an article. */
export interface LinkTarget {
  id: string
  slug: string
  language: string
}

/**
 * Address of a page in the repository's `latest/`, as seen from another page there.
 */
export const defaultArticleUrl = '../{slug}.{language}/index.html'

/**
 * Fill a URL template such as `/{language}/{slug}` for one article.
 *
 * Values are percent-encoded, so that none can add a path step, a query or a scheme.
 *
 * @param template
 *   Relative or http(s) address with `{id}`, `{slug}` and `{language}`.
 * @throws `ArticleUrlError`
 *   For another placeholder, or a template that leads to another scheme.
 */
export function articleUrl(template: string, target: LinkTarget): string {
  const url = template.replaceAll(/\{([^{}]*)\}/g, (_, name: string) => {
    if (name !== 'id' && name !== 'slug' && name !== 'language') {
      throw new ArticleUrlError(
        'placeholder-unknown',
        template,
        `The URL template \`${template}\` has \`{${name}}\`; it may have {id}, {slug} and {language}`,
      )
    }
    return encodeURIComponent(target[name])
  })
  // Browsers drop tabs and line breaks wherever they stand, also inside the name of a scheme.
  const plain = url.replaceAll(/[\t\n\r]/g, '')
  const scheme = /^[\s\0-\x20]*([a-z][a-z\d+.-]*):/i.exec(plain)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    throw new ArticleUrlError(
      'address-unsafe',
      template,
      `The URL template \`${template}\` leads to \`${scheme}:\`; use a relative or https address`,
    )
  }
  return url
}
