import type {ReaderCall} from './call.ts'
import type {AudienceView} from './catalogue.ts'
import {formerOf} from './licence.ts'
import {pathUnknown} from './problem.ts'

/** What a publisher's audience sees now. @throws `Problem` 404 before its first export. */
export async function viewOf({reader, services}: ReaderCall): Promise<AudienceView> {
  const view = await services.catalogue.view(reader.licence.audience)
  if (!view) throw pathUnknown()
  return view
}

/**
 * What a publisher's former audiences see now that were closed, by name.
 *
 * One that goes on for others, with anything live in it, is not among them.
 */
export async function formerViewsOf({
  reader,
  services,
}: ReaderCall): Promise<Map<string, AudienceView>> {
  const views = new Map<string, AudienceView>()
  for (const {audience} of formerOf(reader.licence, services.world.clock())) {
    const view = await services.catalogue.view(audience)
    if (view && view.bundles.size === 0) views.set(audience, view)
  }
  return views
}
