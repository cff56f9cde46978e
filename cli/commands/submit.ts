import {given, onePositional, required, several} from '../arguments.ts'
import type {Command, CommandInput} from '../command.ts'
import {withHomeLock} from '../home/lock.ts'
import {oneLine} from '../terminal/printable.ts'
import {findArticle} from '../workspace/find.ts'
import {submitEdition, type Submitted} from '../workspace/submit-edition.ts'
import {openWorkspace, readWorkspace} from '../workspace/workspace.ts'

export const submit: Command = {
  name: 'submit',
  summary: 'Seal an article as it stands, for review',
  usage: '<article> --as <identity> [--note <text>] [--contributor <identity>]…',
  options: {
    as: {type: 'string'},
    note: {type: 'string'},
    contributor: {type: 'string', multiple: true},
    source: {type: 'string'},
  },
  help: {
    as: 'who submits: their identity in the content store',
    note: 'what changed, for the reviewers',
    contributor: 'who else wrote the text, if this home did not record it',
    source: '`lake`, the lake of this home, or `sanity` for one elsewhere',
  },
  async run(input) {
    const submitter = required(input, 'as')
    const wanted = onePositional(input, 'article')
    return withHomeLock(input.home, async () => {
      const submitted = await submitFrom(input, {wanted, submitter})
      return {exit: 0, text: describe(submitted), data: summarise(submitted)}
    })
  },
}

async function submitFrom(
  input: CommandInput,
  {wanted, submitter}: {wanted: string; submitter: string},
): Promise<Submitted> {
  const workspace = await openWorkspace(input)
  try {
    const submitted = await submitEdition(workspace, {
      article: findArticle(workspace.documents, wanted),
      submitter,
      contributors: several(input, 'contributor'),
      changeNote: given(input, 'note') ?? '',
      now: input.now,
    })
    // The ledger hears of the edition at once.
    await readWorkspace(input, workspace.source)
    return submitted
  } finally {
    await workspace.source.close()
  }
}

function describe({document, payload, messages}: Submitted): string {
  return [
    `${document._id} is sealed: ${document.digest}`,
    `Contributors, who cannot sign it: ${payload.contributors.join(', ')}`,
    ...messages.map(
      ({severity, path, reason}) =>
        `  ${severity}: ${oneLine([path, reason].filter(Boolean).join(' '))}`,
    ),
    `Read it with \`npm run marrow -- show ${document.digest.slice(0, 16)}\`, sign it with \`sign\`.`,
  ].join('\n')
}

function summarise({document, payload, messages}: Submitted): object {
  return {
    edition: document._id,
    digest: document.digest,
    contributors: payload.contributors,
    findings: messages,
  }
}
