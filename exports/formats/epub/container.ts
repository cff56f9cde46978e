/**
 * Where a reading system finds the package document.
 *
 * @see https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml
 */
export const containerXml = `<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
`
