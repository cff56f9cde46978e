import type {StructureResolver} from 'sanity/structure'

/** What the desk lists. */
export const structure: StructureResolver = (S) =>
  S.list()
    .id('desk')
    .title('Desk')
    .items(S.documentTypeListItems().filter((item) => item.getId() !== 'statement'))
