import {isLive} from '../../repository/format/entries.ts'
import {authenticate} from './authenticate.ts'
import type {Call, ReaderCall} from './call.ts'
import type {AudienceView} from './catalogue.ts'
import type {Content} from './content.ts'
import {listArticles, type Listed} from './manifest-route.ts'
import {pageResponse} from './page/frame.ts'
import {loginPage} from './page/login-page.ts'
import {overviewPage} from './page/overview-page.ts'
import {previewPage} from './page/preview-page.ts'
import {word} from './parameters.ts'
import {pathUnknown, Problem, tooManyRequests} from './problem.ts'
import {viewOf} from './view-of.ts'

/** Formats that are text for programs: shown as such, up to a size. */
const textFormats = ['json', 'jats', 'markdown', 'text', 'icml', 'citations']
const mostShown = 200_000
/** Events that are looked at for open withdrawals, and that are shown. */
const mostOpen = 1000
const mostEvents = 20

/** The page for people: a login, or what the publisher has. */
export async function pageRoute(call: Call): Promise<Response> {
  let reader
  try {
    reader = await authenticate(call)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
    return pageResponse(loginPage())
  }
  const {buckets, openings, world} = call.services
  const wait = buckets.pages.take(reader.token.id, Date.parse(world.clock()))
  if (wait > 0) throw tooManyRequests(wait)
  await openings.settle()
  const readerCall = {...call, reader}
  const view = await viewOf(readerCall)
  const article = word(call.url, 'article')
  return article === null
    ? overview(readerCall, view)
    : preview(readerCall, view, article, word(call.url, 'language'))
}

async function overview(call: ReaderCall, view: AudienceView): Promise<Response> {
  const {services, reader, url} = call
  const {catalogue, world} = services
  const {licence} = reader
  const acks = await world.acks.list()
  const ack =
    acks.find((one) => one.publisher === licence.id && one.audience === licence.audience) ?? null
  const {seq} = view.head.feed
  const since = Math.max(Math.min(ack?.seq ?? 0, seq), seq - mostOpen)
  const unheard = await catalogue.events(licence.audience, view, since, mostOpen)
  const newest = await catalogue.events(
    licence.audience,
    view,
    Math.max(0, seq - mostEvents),
    mostEvents,
  )
  return pageResponse(
    overviewPage({
      licence,
      view,
      articles: await listArticles(call, view),
      events: newest.toReversed(),
      open: unheard.filter((event) => event.type === 'withdrawn' && isInForce(event.entry, view)),
      ack,
      url: world.publicUrl ?? url.origin,
    }),
  )
}

/** Whether an article is still withdrawn. */
function isInForce(entry: Listed['entry'] | undefined, {articles}: AudienceView): boolean {
  const now = articles.get(entry?.article ?? '')?.find(({language}) => language === entry?.language)
  return now?.status === 'withdrawn'
}

async function preview(
  call: ReaderCall,
  view: AudienceView,
  article: string,
  language: string | null,
): Promise<Response> {
  const {reader, services, url} = call
  const all = await listArticles(call, {...view, entries: view.articles.get(article) ?? []})
  const listed = all.find(({entry}) => language === null || entry.language === language)
  if (!listed || !isLive(listed.entry) || listed.hasRunOut) throw pathUnknown()
  const asked =
    word(url, 'format') ?? (listed.formats.some(({name}) => name === 'html') ? 'html' : null)
  const format = listed.formats.find(({name}) => asked === null || name === asked)
  if (!format) throw pathUnknown()
  const content = textFormats.includes(format.name)
    ? await services.contents.open(format.href.slice(1))
    : null
  return pageResponse(
    previewPage({
      reader: reader.licence.name,
      entry: listed.entry,
      listed,
      format,
      text: content && (await textOf(content)),
    }),
  )
}

async function textOf(content: Content): Promise<string> {
  try {
    const decoder = new TextDecoder()
    let text = ''
    const end = Math.min(content.bytes, mostShown) - 1
    for await (const piece of content.stream(0, end)) text += decoder.decode(piece, {stream: true})
    return content.bytes > mostShown ? `${text}\n… (cut here; open it for the rest)` : text
  } finally {
    await content.close?.()
  }
}
