import {exportHome, type HomeExport} from '../export/export-home.ts'
import {homeAt} from '../home/paths.ts'
import {styleWith} from '../terminal/terminal.ts'
import type {ExportAnswer, ExportRequest, LastExport} from './last-export.ts'

/**
 * The exporting process of a server: exports the home when told to, one at a time, so that the lake
 * goes on answering meanwhile. Ends with the server.
 */
process.on('message', (request: ExportRequest) => void answer(request))
process.on('disconnect', () => process.exit())
// Ctrl-C in a terminal is for the server, which lets an export finish.
process.on('SIGINT', () => undefined)

async function answer({id, out, env, now}: ExportRequest): Promise<void> {
  process.send?.({id, ...(await outcomeOf(out, env, now))} satisfies ExportAnswer)
}

async function outcomeOf(
  out: string,
  env: NodeJS.ProcessEnv,
  now: string,
): Promise<Omit<ExportAnswer, 'id'>> {
  const terminal = {
    out: () => undefined,
    error: () => undefined,
    progress: () => undefined,
    style: styleWith(false),
  }
  try {
    const input = {positionals: [], values: {}, home: homeAt(env), env, now, terminal}
    return {last: summarise(await exportHome(input, {out}), now)}
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'bug'
    const isKnown = code !== 'bug' && error instanceof Error
    const message = isKnown ? error.message : String(error instanceof Error ? error.stack : error)
    return {fault: {code, message}}
  }
}

function summarise(
  {written, refused, withdrawn, approved, next, profileFaults}: HomeExport,
  now: string,
): Omit<LastExport, 'fault'> {
  return {
    at: now,
    next,
    profiles: profileFaults,
    written: written.added.map(({article, language, edition, title}) => ({
      article,
      language,
      edition,
      title,
    })),
    unchanged: written.unchanged.map(({edition}) => edition),
    removed: written.removed.map(({edition}) => edition),
    refused: refused.map(({article, edition, code, message, remedy}) => ({
      article,
      edition,
      code,
      message,
      remedy,
    })),
    withdrawn: withdrawn.map(({article, edition}) => ({article, edition})),
    approved: approved.map(({payload, digest, reviewDue}) => ({
      article: payload.article,
      edition: payload.id,
      language: payload.language,
      title: titleOf(payload),
      digest,
      reviewDue,
    })),
  }
}

function titleOf({article, content}: HomeExport['approved'][number]['payload']): string {
  const document = content.documents[article]
  const name = document?.['title'] ?? document?.['name']
  return typeof name === 'string' ? name : article
}
