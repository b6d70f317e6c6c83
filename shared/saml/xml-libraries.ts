/**
 * What verifies the XML signatures of signed POST messages, in one file that is loaded when the first of them comes. The
 * packages are CommonJS: once they are bundled, `await import()` of such a package itself has no names, only a default.
 */
export { DOMParser } from '@xmldom/xmldom';
export { SignedXml } from 'xml-crypto';
