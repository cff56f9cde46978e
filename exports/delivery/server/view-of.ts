import type {ReaderCall} from './call.ts'
import type {AudienceView} from './catalogue.ts'
import {pathUnknown} from './problem.ts'

/** What a publisher's audience sees now. @throws `Problem` 404 before its first export. */
export async function viewOf({reader, services}: ReaderCall): Promise<AudienceView> {
  const view = await services.catalogue.view(reader.licence.audience)
  if (!view) throw pathUnknown()
  return view
}
